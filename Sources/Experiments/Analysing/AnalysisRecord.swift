public import Analysis
import Settings

/// What the analysis of one run's trace gives.
public struct AnalysisRecord: Sendable, Hashable, Codable {
    /// The analysis' key.
    public var key: AnalysisKey
    /// The run whose trace it is.
    public var run: RunKey
    /// The detector's settings as canonical JSON.
    public var detector: String
    /// The spikes with their context, in order.
    public var spikes: [SpikeContext]
    /// The stretches above 2/η.
    public var crossings: [Crossing]
    /// The phases from the first step to the last.
    public var phases: [PhaseSegment]
    /// What every rule found of rises of the loss.
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

    /// Analyses what a run of `specification` has recorded.
    public init(of record: RunRecord, as specification: any RunSpecification) {
        let analysis = specification.analysis(of: record.trace)
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
