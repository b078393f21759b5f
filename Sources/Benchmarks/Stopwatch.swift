import Foundation

/// A clock for measurements.
enum Stopwatch {
    /// The processor time of this thread.
    case thread
    /// The processor time of all threads.
    case process
    /// The wall-clock time.
    case wall

    /// The clock's current time in seconds.
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

    /// The seconds that `calls` calls take together.
    func seconds(calls: Int = 1, of body: () throws -> Void) rethrows -> Double {
        let start = now
        for _ in 0..<calls { try body() }
        return now - start
    }
}
