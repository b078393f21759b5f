import Foundation

/// How an archive waits for other processes: never without a word, and only for as long as the user wants.
struct Patience: Sendable {
    /// Tells the user for whom the program waits.
    let tell: @Sendable (String) -> Void
    /// Whether the user has had enough.
    let isCancelled: @Sendable () -> Bool

    /// After so many seconds the user is told.
    private static let silence = 1.0

    /// Asks until `isDone` says yes; gives false when that took longer than so many seconds.
    ///
    /// Throws `Cancelled`.
    func wait(for what: String, atMost seconds: Double, until isDone: () throws -> Bool) throws -> Bool {
        let start = ContinuousClock.now
        var isTold = false
        var pause = 0.001
        while true {
            if try isDone() { return true }
            if isCancelled() { throw Cancelled() }
            let waited = start.duration(to: .now) / .seconds(1)
            guard waited < seconds else { return false }
            if waited >= Self.silence, !isTold {
                isTold = true
                tell(what)
            }
            Thread.sleep(forTimeInterval: pause)
            pause = min(2 * pause, 0.1)
        }
    }

    /// What a connection does when another has the lock that it needs: given how often it was asked, whether to try again.
    func triesAgain(_ count: Int) -> Bool {
        // 20 tries of 5 ms and then of 50 ms: after 40 about a second has passed, after 320 fifteen.
        guard count < 320, !isCancelled() else { return false }
        if count == 40 { tell("another program that writes to the archive") }
        Thread.sleep(forTimeInterval: count < 20 ? 0.005 : 0.05)
        return true
    }
}
