import Foundation
import Synchronization

/// Places at which the program stops itself for tests, so that a test can act exactly there.
///
/// `SPIKEBOOK_PAUSE=run` sends the process SIGSTOP after its first run, `pages` before it draws pages; SIGCONT
/// continues it.
enum PausePoint {
    private static let wanted = ProcessInfo.processInfo.environment["SPIKEBOOK_PAUSE"]
    private static let isPassed = Mutex(false)

    /// Pauses the first time it is called with the selected name.
    static func pass(_ name: String) {
        guard wanted == name else { return }
        let isFirst = isPassed.withLock { isPassed in
            defer { isPassed = true }
            return !isPassed
        }
        if isFirst { raise(SIGSTOP) }
    }
}
