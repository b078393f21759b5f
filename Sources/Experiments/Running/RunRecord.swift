public import Analysis
public import Training

/// The result of one run: what it recorded, and what was derived from it.
public struct RunRecord: Sendable, Equatable {
    /// The format of records; part of every key, so a change of format runs everything anew.
    public static let format = 1

    /// The run's key.
    public var key: RunKey
    /// The resolved specification as canonical JSON.
    public var specification: String
    /// The seed.
    public var seed: Int
    /// The digest of the numeric core's sources.
    public var coreVersion: String
    /// The linear algebra kernel that the processor got.
    public var kernelName: String
    /// The time the run took, in seconds.
    public var wallSeconds: Double
    /// When it was finished: UTC, ISO 8601, whole seconds.
    public var finishedAt: String
    /// The recorded series and the outcome.
    public var trace: Trace
    /// The spikes with their context, in order.
    public var spikes: [SpikeContext]
    /// The stretches above 2/η.
    public var crossings: [Crossing]
    /// The phases from the first step to the last.
    public var phases: [PhaseSegment]
    /// The steps of a bisection; empty for an ordinary run.
    public var bisection: [BisectionStep]

    /// Assembles a record.
    public init(
        key: RunKey,
        specification: String,
        seed: Int,
        coreVersion: String,
        kernelName: String,
        wallSeconds: Double,
        finishedAt: String,
        trace: Trace,
        spikes: [SpikeContext],
        crossings: [Crossing],
        phases: [PhaseSegment],
        bisection: [BisectionStep]
    ) {
        self.key = key
        self.specification = specification
        self.seed = seed
        self.coreVersion = coreVersion
        self.kernelName = kernelName
        self.wallSeconds = wallSeconds
        self.finishedAt = finishedAt
        self.trace = trace
        self.spikes = spikes
        self.crossings = crossings
        self.phases = phases
        self.bisection = bisection
    }
}
