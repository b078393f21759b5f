public import Traces

/// What one run recorded.
public struct RunRecord: Sendable, Equatable, Codable {
    /// The format of records; part of every key, so a change of format runs everything anew.
    public static let format = 2

    /// The run's key.
    public var key: RunKey
    /// The resolved specification without the detector, as canonical JSON.
    public var specification: String
    /// The seed.
    public var seed: Int
    /// Where it was made.
    public var origin: Origin
    /// The time the run took, in seconds.
    public var wallSeconds: Double
    /// When it was finished: UTC, ISO 8601, whole seconds.
    public var finishedAt: String
    /// The recorded series and the outcome.
    public var trace: Trace
    /// The steps of a bisection; empty for an ordinary run.
    public var bisection: [BisectionStep]
    /// How the log was read, of a run that was made elsewhere.
    public var reading: Reading?

    /// Assembles a record.
    public init(
        key: RunKey,
        specification: String,
        seed: Int,
        origin: Origin,
        wallSeconds: Double,
        finishedAt: String,
        trace: Trace,
        bisection: [BisectionStep] = [],
        reading: Reading? = nil
    ) {
        self.key = key
        self.specification = specification
        self.seed = seed
        self.origin = origin
        self.wallSeconds = wallSeconds
        self.finishedAt = finishedAt
        self.trace = trace
        self.bisection = bisection
        self.reading = reading
    }
}
