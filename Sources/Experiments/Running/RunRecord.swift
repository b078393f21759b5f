public import Traces

/// The record of one run, as the archive stores it.
public struct RunRecord: Sendable, Equatable, Codable {
    /// The format of records; it is part of every key, so changing it repeats all runs.
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
    /// How the log was read; nil unless the run was made elsewhere.
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
