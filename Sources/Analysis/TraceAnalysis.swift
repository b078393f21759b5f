public import Traces

/// The results derived from a trace: spikes with their context, crossings, phases, and the rises found by every rule.
public struct TraceAnalysis: Sendable, Hashable {
    /// The spikes with related findings in the rest of the run, in order.
    public var spikes: [SpikeContext]
    /// The intervals in which a curvature is above 2/η.
    public var crossings: [Crossing]
    /// The phases from the first step to the last.
    public var phases: [PhaseSegment]
    /// The rises of the loss that every rule found, and what the record tells, sorted by rule and then by step.
    public var rises: [Rise]

    /// Analyses `trace` with a spike detector and the decay of the run's second moment.
    ///
    /// Windows count entries, however many steps are between them; results are given in steps. `starts` are the first
    /// steps of later starts of the program in a run that was made elsewhere, and nil for a run of the core, whose
    /// settings tell when its optimizer began anew.
    public init(of trace: Trace, detector: SpikeDetector, decay: MomentDecay, starts: [Int]? = nil) {
        let losses = detector.losses(of: trace)
        let found = detector.spikes(in: losses)
        let crossings = Crossing.entries(in: trace)
        let phases = PhaseSegment.segments(of: trace, losses: losses, spikes: found, decay: decay)
        spikes = SpikeContext.all(of: found, in: trace, crossings: crossings, phases: phases, decay: decay)
            .map { $0.inSteps(of: trace) }
        rises = (found.map { Rise($0, in: losses) } + NoiseRule().rises(in: losses))
            .map { $0.counted { trace.steps[$0 - 1] } }
        rises += RecordedEvents(trace: trace, restarts: starts.map { $0 + StateLoss.steps(in: trace) } ?? []).all
        self.crossings = crossings.map { $0.inSteps(of: trace) }
        self.phases = phases.map { $0.inSteps(of: trace) }
    }
}
