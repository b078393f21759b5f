import Foundation

/// The time that something took.
struct Measured {
    /// The wall-clock time in seconds.
    var wall: Double
    /// The processor time in seconds, summed over all threads.
    ///
    /// It depends less on other load.
    var cpu: Double

    /// Measures `body` in this process.
    static func time<Result>(_ body: () throws -> Result) rethrows -> (Measured, Result) {
        let clock = ContinuousClock()
        let (start, used) = (clock.now, processorSeconds(of: .this))
        let result = try body()
        let wall = (clock.now - start) / .seconds(1)
        return (Measured(wall: wall, cpu: processorSeconds(of: .this) - used), result)
    }

    /// Measures `body` `count` times.
    static func times(_ count: Int, _ body: () throws -> Void) rethrows -> [Measured] {
        try (0..<count).map { _ in try time(body).0 }
    }

    /// Whose time is measured, as `getrusage` numbers it on every system.
    enum Who: Int32 {
        case this = 0
        case children = -1
    }

    static func processorSeconds(of who: Who) -> Double {
        var usage = rusage()
        getrusage(.init(who.rawValue), &usage)
        return [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
    }
}
