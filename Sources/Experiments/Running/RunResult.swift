public import Traces

/// What a run gives, before it is dated and keyed.
public struct RunResult: Sendable {
    /// The recorded series and the outcome.
    public var trace: Trace
    /// The steps of a bisection; empty for an ordinary run.
    public var bisection: [BisectionStep]

    /// What a run gave.
    public init(trace: Trace, bisection: [BisectionStep] = []) {
        self.trace = trace
        self.bisection = bisection
    }
}
