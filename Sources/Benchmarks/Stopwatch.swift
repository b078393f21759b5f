import Foundation

/// A way to take the time.
enum Stopwatch {
    /// The processor's time for this thread.
    case thread
    /// The processors' time for all threads.
    case process
    /// The time on the wall.
    case wall

    /// Seconds from some moment on.
    var now: Double {
        let clock =
            switch self {
            case .thread: CLOCK_THREAD_CPUTIME_ID
            case .process: CLOCK_PROCESS_CPUTIME_ID
            case .wall: CLOCK_MONOTONIC
            }
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// How long so many calls take together.
    func seconds(calls: Int = 1, of body: () throws -> Void) rethrows -> Double {
        let start = now
        for _ in 0..<calls { try body() }
        return now - start
    }
}
