import Foundation
import Synchronization

/// Ends this process when a run has made no progress for some time.
final class Watchdog: Sendable {
    private let last = Mutex(ContinuousClock.now)

    /// Watches from now on; `tell` is called before the end with a sentence that says why.
    init(limit: Double, tell: @escaping @Sendable (String) -> Void) {
        Thread.detachNewThread { [self] in
            while true {
                Thread.sleep(forTimeInterval: 0.1)
                let silence = last.withLock { $0.duration(to: .now) } / .seconds(1)
                guard silence > limit else { continue }
                tell("it made no progress within \(limit.formatted()) s")
                _exit(0)
            }
        }
    }

    /// Notes that there is progress.
    func notice() { last.withLock { $0 = .now } }
}
