public import Traces

/// The result of a run, before it gets a date and a key.
public struct RunResult: Sendable {
    /// The recorded series and the outcome.
    public var trace: Trace
    /// The steps of a bisection; empty for an ordinary run.
    public var bisection: [BisectionStep]
    /// How the log was read; nil unless the run was made elsewhere.
    public var reading: Reading?

    /// Creates a result.
    public init(trace: Trace, bisection: [BisectionStep] = [], reading: Reading? = nil) {
        self.trace = trace
        self.reading = reading
        self.bisection = bisection
    }
}
