public import Analysis
import Settings

/// The stored analysis of one run's trace.
public struct AnalysisRecord: Sendable, Hashable, Codable {
    /// The analysis' key.
    public var key: AnalysisKey
    /// The key of the run whose trace was analysed.
    public var run: RunKey
    /// The detector's settings as canonical JSON.
    public var detector: String
    /// The spikes with their context, in order.
    public var spikes: [SpikeContext]
    /// The intervals in which a curvature is above 2/η.
    public var crossings: [Crossing]
    /// The phases from the first step to the last.
    public var phases: [PhaseSegment]
    /// The rises of the loss that every rule found, and what the record tells.
    public var rises: [Rise]

    /// Assembles a record.
    public init(
        key: AnalysisKey,
        run: RunKey,
        detector: String,
        spikes: [SpikeContext],
        crossings: [Crossing],
        phases: [PhaseSegment],
        rises: [Rise]
    ) {
        self.key = key
        self.run = run
        self.detector = detector
        self.spikes = spikes
        self.crossings = crossings
        self.phases = phases
        self.rises = rises
    }

    /// Analyses the record of a run with this specification.
    public init(of record: RunRecord, as specification: any RunSpecification) {
        let analysis = specification.analysis(of: record.trace, starts: record.reading.map { $0.starts ?? [] })
        self.init(
            key: AnalysisKey(of: record.key, specification),
            run: record.key,
            detector: specification.detector.resolved.canonicalJSON,
            spikes: analysis.spikes,
            crossings: analysis.crossings,
            phases: analysis.phases,
            rises: analysis.rises
        )
    }
}
