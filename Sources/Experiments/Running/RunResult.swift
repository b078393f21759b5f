public import Traces

/// What a run gives, before it is dated and keyed.
public struct RunResult: Sendable {
    /// The recorded series and the outcome.
    public var trace: Trace
    /// The steps of a bisection; empty for an ordinary run.
    public var bisection: [BisectionStep]
    /// How the log was read, of a run that was made elsewhere.
    public var reading: Reading?

    /// What a run gave.
    public init(trace: Trace, bisection: [BisectionStep] = [], reading: Reading? = nil) {
        self.trace = trace
        self.reading = reading
        self.bisection = bisection
    }
}
