import Foundation

/// Places at which tests make the program stop itself, so that what they do meanwhile comes between for certain.
///
/// `SPIKEBOOK_PAUSE=run` sends the process SIGSTOP after its first run, `pages` before it draws pages; SIGCONT lets it go on.
enum PausePoint {
    private static let wanted = ProcessInfo.processInfo.environment["SPIKEBOOK_PAUSE"]

    static func pass(_ name: String) {
        if wanted == name { raise(SIGSTOP) }
    }
}
