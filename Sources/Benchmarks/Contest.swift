import Foundation

/// Measures several things in turn, round after round, so that other load on the machine affects all alike.
struct Contest {
    private var bodies: [() throws -> Void] = []
    private var units: [Double] = []

    /// The time for which one thing runs in a round, in seconds, unless a single call takes longer.
    var share = 4e-3
    /// The clock to use.
    ///
    /// By default it is this thread's processor time, which does not grow while the thread waits.
    var stopwatch = Stopwatch.thread

    /// Adds something to measure and returns its index in the results.
    ///
    /// One call of `body` does `units` units of work.
    mutating func enter(units: Int = 1, _ body: @escaping () throws -> Void) -> Int {
        bodies.append(body)
        self.units.append(Double(units))
        return bodies.count - 1
    }

    /// Measures everything once in each round and returns the seconds per unit, for each thing by round.
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
