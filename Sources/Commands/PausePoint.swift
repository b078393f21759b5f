import Foundation
import Synchronization

/// Places at which tests make the program stop itself, so that what they do meanwhile comes between for certain.
///
/// `SPIKEBOOK_PAUSE=run` sends the process SIGSTOP after its first run, `pages` before it draws pages; SIGCONT lets it go on.
enum PausePoint {
    private static let wanted = ProcessInfo.processInfo.environment["SPIKEBOOK_PAUSE"]
    private static let isPassed = Mutex(false)

    /// Pauses here, if that is wanted, the first time.
    static func pass(_ name: String) {
        guard wanted == name else { return }
        let isFirst = isPassed.withLock { isPassed in
            defer { isPassed = true }
            return !isPassed
        }
        if isFirst { raise(SIGSTOP) }
    }
}
