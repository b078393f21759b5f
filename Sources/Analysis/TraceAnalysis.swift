public import Training

/// What is derived from a trace: its spikes with their context, the stretches above 2/η, the phases.
public struct TraceAnalysis: Sendable, Hashable {
    /// The spikes with what the rest of the run says about them, in order.
    public var spikes: [SpikeContext]
    /// The stretches above 2/η.
    public var crossings: [Crossing]
    /// The phases from the first step to the last.
    public var phases: [PhaseSegment]

    /// Analyses `trace` by a rule of spikes and the decay of the run's second moment.
    public init(of trace: Trace, detector: SpikeDetector, decay: MomentDecay) {
        let found = detector.spikes(in: trace)
        crossings = Crossing.all(in: trace)
        phases = PhaseSegment.segments(
            of: trace,
            losses: detector.losses(of: trace),
            spikes: found,
            decay: decay
        )
        spikes = SpikeContext.all(of: found, in: trace, crossings: crossings, phases: phases, decay: decay)
    }
}
