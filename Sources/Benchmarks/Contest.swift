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
