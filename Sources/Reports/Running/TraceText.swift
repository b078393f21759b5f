public import Experiments
import Foundation
public import Training

/// Traces as comma-separated values, every bit of every number kept.
public struct TraceText {
    /// The text so far.
    public private(set) var csv = ""

    /// An empty text.
    public init() {}

    /// Adds a run's rows; with several runs each row begins with variant and seed.
    public mutating func add(_ trace: Trace, variant: String, seed: Int, of runs: Int) {
        let dimension = trace.states.last.map { $0.coordinate + 1 } ?? 0
        let place = runs > 1 ? "\"\(variant)\",\(seed)," : ""
        if csv.isEmpty { csv = Self.header(dimension: dimension, hasPlace: runs > 1) }
        for index in 0..<trace.count {
            var cells = ["\(index + 1)"]
            for column in TraceColumn.allCases {
                let value = trace[column][index]
                cells.append(Self.text(value))
                if column == .gradNorm { cells.append(Self.text(value * value)) }
            }
            for coordinate in 0..<dimension {
                let state = trace.states[index * dimension + coordinate]
                cells += [state.theta, state.gradient, state.m, state.v, state.vHat].map(Self.text)
            }
            csv += place + cells.joined(separator: ",") + "\n"
        }
    }

    private static func header(dimension: Int, hasPlace: Bool) -> String {
        var names = hasPlace ? ["variant", "seed"] : []
        names.append("step")
        for column in TraceColumn.allCases {
            names.append(column.name)
            if column == .gradNorm { names.append("grad_sq") }
        }
        for coordinate in 0..<dimension {
            names += ["theta", "gradient", "m", "v", "v_hat"].map { "\($0)[\(coordinate)]" }
        }
        return names.joined(separator: ",") + "\n"
    }

    private static func text(_ value: Double) -> String {
        value.isNaN ? "nan" : "\(value)"
    }
}

extension RunSpecification {
    /// The same run with every coordinate's state recorded, if there are at most 64; probes change no trajectory.
    public var recordingState: RunSpecification {
        guard model.objective(seed: seed).dimension <= 64, !probes.contains("state") else { return self }
        var copy = self
        copy.probes.append("state")
        return copy
    }
}

extension Simulation.Result {
    /// What happened, in a few lines.
    public func summary(label: String) -> String {
        let losses = trace[.loss]
        var lines = ["\(label.split(separator: " ").joined(separator: " ")): \(outcome)"]
        if let first = losses.first, let last = losses.last {
            lines.append("  loss \(first) → \(last)")
        }
        for (index, context) in spikes.prefix(5).enumerated() {
            var line = "  spike \(index + 1): rises at step \(context.spike.riseStart), peaks at \(context.spike.peak)"
            line += ", \(NumberText.significant(context.spike.height, digits: 3)) decades high"
            if let crossed = context.crossedLambdaMax { line += "; λ_max passed 2/η at \(crossed)" }
            if let crossed = context.crossedLambdaGrad { line += ", λ_grad at \(crossed)" }
            lines.append(line)
        }
        if spikes.count > 5 { lines.append("  and \(spikes.count - 5) more spikes") }
        if spikes.isEmpty, bisection.isEmpty { lines.append("  no spike") }
        if let bracket = bisection.bracket {
            lines.append("  the behaviour changes between \(bracket.low) and \(bracket.high)")
        }
        return lines.joined(separator: "\n")
    }

    private var outcome: String {
        switch trace.outcome {
        case .completed: "completed \(trace.count) steps"
        case .diverged(let step): "diverged at step \(step)"
        }
    }
}

extension [BisectionStep] {
    /// The two nearest values that behave differently; nil when all behave alike.
    fileprivate var bracket: (low: Double, high: Double)? {
        let sorted = self.sorted { $0.value < $1.value }
        return zip(sorted, sorted.dropFirst()).first { $0.isShown != $1.isShown }.map { ($0.value, $1.value) }
    }
}
