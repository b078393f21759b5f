import Foundation

/// Waits for other processes, but reports the wait and ends it when the user interrupts the program.
struct Patience: Sendable {
    /// Reports for what the program waits.
    let tell: @Sendable (String) -> Void
    /// Whether the user interrupted the program.
    let isCancelled: @Sendable () -> Bool

    /// The number of seconds after which a wait is reported.
    private static let silence = 1.0

    /// Waits until `isDone` returns true; returns false when that takes longer than `seconds`.
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

    /// SQLite's busy handler: whether to try again for a lock that another connection has, given the number of
    /// attempts so far.
    func triesAgain(_ count: Int) -> Bool {
        // 20 attempts 5 ms apart, then 50 ms apart: 40 take about a second, 320 about fifteen.
        guard count < 320, !isCancelled() else { return false }
        if count == 40 { tell("another program that writes to the archive") }
        Thread.sleep(forTimeInterval: count < 20 ? 0.005 : 0.05)
        return true
    }
}
