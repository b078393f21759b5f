public import Analysis
public import Experiments
import Traces

extension RunResult {
    /// A summary of the result in a few lines.
    public func summary(label: String, _ analysis: TraceAnalysis) -> String {
        let spikes = analysis.spikes
        let losses = trace[.loss]
        var lines = ["\(label.split(separator: " ").joined(separator: " ")): \(outcome)"]
        if trace.lacksLoss { return lines[0] + "\n  the model has no loss, so there are no spikes to look for" }
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
    /// The two nearest values on either side of the change of behaviour; nil when all values behave alike.
    fileprivate var bracket: (low: Double, high: Double)? {
        let sorted = self.sorted { $0.value < $1.value }
        return zip(sorted, sorted.dropFirst()).first { $0.isShown != $1.isShown }.map { ($0.value, $1.value) }
    }
}
