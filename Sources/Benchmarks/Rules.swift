import Settings
import Tensors
import Training

/// Measures every optimizer's update on more numbers than any cache holds.
enum Rules: Group {
    static let name = "rules"
    static let summary = "each rule's update of 10⁷ float32 parameters, a matrix of 2500 × 4000, beside a triad"

    /// An optimizer with the settings that decide its memory traffic, and the traffic per parameter.
    struct Case {
        let name: String
        let rule: any Optimizer
        /// The vectors read or written in an update.
        ///
        /// θ and each moment count twice, g once for each pass over it.
        let streams: Int
    }

    static func run(_ options: Options) throws -> [Report] {
        var report = Report(
            "Optimizer.update; triad: a ← b + s·c",
            // The last column allows for a store that does not bypass the caches, which reads its line first.
            columns: [
                "rule", "bytes", "median", "GB/s", "triad GB/s", "share (quartiles)", "target",
                "share if a triad moves 16 bytes",
            ]
        )
        let memory = RuleMemory(rows: 2500, columns: 4000)
        for unit in cases() {
            let samples = try memory.measure(unit, rounds: options.repeats)
            let bytes = Double(4 * unit.streams)
            let count = Double(memory.count)
            let rate = samples.rule.times(1 / (bytes * count))
            let triad = samples.triad.times(1 / (12 * count))
            report.add([
                unit.name, "\(4 * unit.streams)", samples.rule.time, Report.number(1e-9 / rate.median),
                Report.number(1e-9 / triad.median), triad.over(rate).quotient, unit.rule is Adam ? "≥ 0.70" : "",
                Report.number(0.75 * triad.over(rate).median),
            ])
        }
        return [report, try muon(options)]
    }

    /// All optimizers of the catalogue except Muon, whose time is that of matrix products.
    private static func cases() -> [Case] {
        var cases: [Case] = []
        for type in Catalogue.optimizers where type != Muon.self {
            cases.append(Case(name: type.name, rule: type.init(), streams: streams(type)))
        }
        var momentum = SGD()
        momentum.momentum = 0.9
        cases.insert(Case(name: "sgd, momentum", rule: momentum, streams: 5), at: 1)
        momentum.isNesterov = true
        cases.insert(Case(name: "sgd, nesterov", rule: momentum, streams: 5), at: 2)
        return cases
    }

    private static func streams(_ type: any Optimizer.Type) -> Int {
        switch type {
        // θ twice and g once.
        case is SGD.Type: 3
        // Also one moment, twice.
        case is RMSProp.Type, is Lion.Type: 5
        // θ twice and once more for its norm; g for its row and column sums, for the step's norm, and for the step.
        case is Adafactor.Type: 6
        // Also the largest v so far, twice.
        case is AMSGrad.Type: 9
        // The norm of g/√v over the tensor must be known before θ changes, so g and v are read once more.
        case is StableAdamW.Type: 9
        // Three moments and the last gradient, each twice.
        case is Adan.Type: 11
        // θ and two moments twice, g once.
        default: 7
        }
    }

    /// Measures Muon alone, on a matrix small enough to be orthogonalized in reasonable time.
    private static func muon(_ options: Options) throws -> Report {
        let (rows, columns) = (500, 800)
        let memory = RuleMemory(rows: rows, columns: columns)
        let unit = Case(name: Muon.name, rule: Muon(), streams: 5)
        let time = try memory.measure(unit, rounds: options.repeats).rule
        // Each of 5 iterations computes X·Xᵀ, its square, and the product of that with X.
        let operations = 5 * 2 * (2 * Double(rows * rows * columns) + Double(rows * rows * rows))
        var report = Report(
            "Muon.update on \(rows) × \(columns), five Newton–Schulz iterations",
            columns: ["rule", "median", "quartiles", "GFLOP/s"]
        )
        report.add([Muon.name, time.time, time.timeSpread, Report.number(operations / time.median / 1e9)])
        return report
    }
}

/// The parameters and gradient of one matrix, and two more vectors for the triad.
private final class RuleMemory {
    let layout: ParameterLayout
    private let parameters: Vector<Float>, gradient: Vector<Float>
    private let b: Vector<Float>, c: Vector<Float>

    var count: Int { layout.count }

    init(rows: Int, columns: Int) {
        var layout = ParameterLayout()
        layout.append(name: "dense1.weight", shape: [rows, columns], role: .weight, fanIn: columns, fanOut: rows)
        self.layout = layout
        parameters = Vector(count: layout.count, noise: 0.1)
        gradient = Vector(count: layout.count, noise: 0.1)
        b = Vector(count: layout.count, noise: 1)
        c = Vector(count: layout.count, noise: 1)
    }

    func measure(_ unit: Rules.Case, rounds: Int) throws -> (rule: Samples, triad: Samples) {
        let samples = try start(unit.rule, rounds)
        return (samples[0], samples[1])
    }

    private func start(_ rule: some Optimizer, _ rounds: Int) throws -> [Samples] {
        let state = rule.start(layout, in: Float.self)
        // The first steps of some optimizers do different work.
        for _ in 0..<8 { rule.update(state, parameters, gradient: gradient) }
        let target = Vector<Float>(count: count)
        var contest = Contest()
        _ = contest.enter { rule.update(state, self.parameters, gradient: self.gradient) }
        _ = contest.enter { target.all.combine(1, self.b.all, 1.5, self.c.all) }
        return try contest.run(rounds: rounds)
    }
}
