import Foundation

/// Places at which tests make the program stop itself, so that what they do meanwhile comes between for certain.
///
/// `SPIKEBOOK_PAUSE=run` sends the process SIGSTOP after its first run, `pages` before it draws pages; SIGCONT lets it go on.
enum PausePoint {
    private static let wanted = ProcessInfo.processInfo.environment["SPIKEBOOK_PAUSE"]
    private nonisolated(unsafe) static var isPassed = false
    private static let lock = NSLock()

    /// Pauses here, if that is wanted, the first time.
    static func pass(_ name: String) {
        guard wanted == name else { return }
        let isFirst = lock.withLock {
            defer { isPassed = true }
            return !isPassed
        }
        if isFirst { raise(SIGSTOP) }
    }
}
