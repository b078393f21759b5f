public import Training

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The decay of a run's second moment by itself, for each step, as stated by the optimizer in force.
public struct MomentDecay: Sendable {
    private let stated: @Sendable (_ step: Int) -> Double?

    /// A decay that is known for each step.
    public init(stated: @escaping @Sendable (_ step: Int) -> Double?) {
        self.stated = stated
    }

    /// The decay of a run with one optimizer.
    public init(_ rule: any Optimizer) {
        self.init { rule.secondMomentDecay(at: $0) }
    }

    /// The decay of a run whose optimizer may change: optimizers with the first step of each, sorted by step.
    public init(_ rules: [(first: Int, rule: any Optimizer)]) {
        self.init { step in rules.last { $0.first <= step }?.rule.secondMomentDecay(at: step) }
    }

    /// The factor that a step with zero gradient applies to the second moment; nil when the optimizer has none.
    public func factor(at step: Int) -> Double? { stated(step) }

    /// The mean logarithm of the factor over some steps; nil unless the moment decays in each of them.
    ///
    /// A frozen moment does not decay, and one that is reset to zero in a step has no rate.
    public func rate(over steps: ClosedRange<Int>) -> Double? {
        var sum = 0.0
        for step in steps {
            guard let factor = factor(at: step), factor > 0, factor < 1 else { return nil }
            sum += log(factor)
        }
        return sum / Double(steps.count)
    }
}
