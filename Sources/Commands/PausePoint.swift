import Foundation

/// Places at which tests make the program stop itself, so that what they do meanwhile comes between for certain.
///
/// `SPIKEBOOK_PAUSE=pages` sends the process SIGSTOP before pages are drawn; SIGCONT lets it go on.
enum PausePoint {
    private static let wanted = ProcessInfo.processInfo.environment["SPIKEBOOK_PAUSE"]

    static func pass(_ name: String) {
        if wanted == name { raise(SIGSTOP) }
    }
}
