public import Training

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The decay of a run's second moment by itself, step by step, as the rule in force states it.
public struct MomentDecay: Sendable {
    /// The rules of the run and the steps from which they are in force, in order of their steps.
    private let rules: [(first: Int, rule: any Optimizer)]

    /// The decay of a run that keeps one rule.
    public init(_ rule: any Optimizer) {
        rules = [(1, rule)]
    }

    /// The decay of a run whose rule may change on the way: rules and the steps from which they are in force, in order.
    public init(_ rules: [(first: Int, rule: any Optimizer)]) {
        self.rules = rules
    }

    /// What a step without gradient leaves of the second moment; nil when the rule has none.
    public func factor(at step: Int) -> Double? {
        rules.last { $0.first <= step }?.rule.secondMomentDecay(at: step)
    }

    /// The mean logarithm of the factor over some steps; nil unless the moment decays in each of them.
    ///
    /// A moment that is held does not decay, and one that is wiped out in a step has no rate.
    public func rate(over steps: ClosedRange<Int>) -> Double? {
        var sum = 0.0
        for step in steps {
            guard let factor = factor(at: step), factor > 0, factor < 1 else { return nil }
            sum += log(factor)
        }
        return sum / Double(steps.count)
    }
}
