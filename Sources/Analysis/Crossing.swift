public import Traces
import Training

/// An interval of steps in which a curvature is above the stability threshold 2/η; steps count from 1.
public struct Crossing: Sendable, Hashable, Codable {
    /// The kinds of curvature.
    public enum Quantity: String, Sendable, CaseIterable, Codable {
        case lambdaMax = "lambda_max"
        case lambdaGrad = "lambda_grad"
        case lambdaGradExact = "lambda_grad_exact"

        var column: TraceColumn {
            switch self {
            case .lambdaMax: .lambdaMax
            case .lambdaGrad: .lambdaGrad
            case .lambdaGradExact: .lambdaGradExact
            }
        }
    }

    /// The kind of curvature.
    public var quantity: Quantity
    /// The first step above the threshold.
    public var first: Int
    /// The last step above it.
    public var last: Int
    /// The largest ratio of the curvature to the threshold.
    public var peakRatio: Double

    /// Assembles a crossing.
    public init(quantity: Quantity, first: Int, last: Int, peakRatio: Double) {
        self.quantity = quantity
        self.first = first
        self.last = last
        self.peakRatio = peakRatio
    }

    /// The number of entries below the threshold that do not end a crossing.
    public static let bridgedGap = 5

    /// Every crossing of every curvature in the trace, sorted by curvature and then by step.
    public static func all(in trace: Trace) -> [Crossing] {
        entries(in: trace).map { $0.inSteps(of: trace) }
    }

    /// The crossings with entry numbers, from 1, instead of steps; an interruption ends a crossing.
    static func entries(in trace: Trace) -> [Crossing] {
        Quantity.allCases.flatMap { quantity -> [Crossing] in
            let ratios = zip(trace[quantity.column], trace[.threshold]).map { $0 / $1 }
            var found: [Crossing] = []
            for (index, ratio) in ratios.enumerated() where ratio > 1 {
                let number = index + 1
                if let open = found.last, number - open.last <= bridgedGap + 1,
                    trace.isUnbroken(from: open.last - 1, to: index)
                {
                    found[found.count - 1].last = number
                    found[found.count - 1].peakRatio = max(open.peakRatio, ratio)
                } else {
                    found.append(Crossing(quantity: quantity, first: number, last: number, peakRatio: ratio))
                }
            }
            return found
        }
    }

    /// Converts entry numbers into steps.
    func inSteps(of trace: Trace) -> Crossing {
        var copy = self
        copy.first = trace.steps[first - 1]
        copy.last = trace.steps[last - 1]
        return copy
    }
}
