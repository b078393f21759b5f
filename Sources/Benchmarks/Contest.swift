import Foundation

/// Things that are measured in turn, round after round, so that what else the machine does meets them alike.
struct Contest {
    private var bodies: [() throws -> Void] = []
    private var units: [Double] = []

    /// How long one thing runs in a round, in seconds, unless a single call takes longer.
    var share = 4e-3
    /// Which time counts: the processor's for this thread, which waiting for a busy machine does not lengthen, or the clock's.
    var stopwatch = Stopwatch.thread

    /// Adds something to be measured, of which a call does `units` of what is counted; gives its place in the results.
    mutating func enter(units: Int = 1, _ body: @escaping () throws -> Void) -> Int {
        bodies.append(body)
        self.units.append(Double(units))
        return bodies.count - 1
    }

    /// Measures everything in each round, and gives for each the seconds a unit took, round by round.
    func run(rounds: Int) throws -> [Samples] {
        let calls = try bodies.map { body in
            try body()
            return try max(1, Int(share / max(1e-9, stopwatch.seconds(of: body))))
        }
        var samples = bodies.map { _ in Samples([]) }
        for _ in 0..<rounds {
            for index in bodies.indices {
                let time = try stopwatch.seconds(calls: calls[index], of: bodies[index])
                samples[index].values.append(time / Double(calls[index]) / units[index])
            }
        }
        return samples
    }
}

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

/// One quantity, measured in several rounds.
struct Samples {
    var values: [Double]

    init(_ values: [Double]) {
        self.values = values
    }

    var median: Double { Report.median(values) }

    /// What a quarter of the values is below of, and what a quarter is above of.
    var quartiles: (low: Double, high: Double) {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return (.nan, .nan) }
        return (sorted[(sorted.count - 1) / 4], sorted[(sorted.count - 1) * 3 / 4])
    }

    /// The quotients of values of the same round.
    func over(_ other: Samples) -> Samples {
        Samples(zip(values, other.values).map { $0 / $1 })
    }

    /// Each value times a factor.
    func times(_ factor: Double) -> Samples {
        Samples(values.map { $0 * factor })
    }

    /// Median seconds.
    var time: String { Report.time(median) }

    /// The quartiles as seconds.
    var timeSpread: String { "\(Report.time(quartiles.low))–\(Report.time(quartiles.high))" }

    /// The median of a quotient with its quartiles.
    var quotient: String {
        "\(Report.number(median)) (\(Report.number(quartiles.low))–\(Report.number(quartiles.high)))"
    }
}
