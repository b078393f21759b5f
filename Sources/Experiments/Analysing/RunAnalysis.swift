public import Analysis
public import Traces

extension CoreRun {
    /// The decay of the second moment by itself, with the rules that take over on the way.
    public var momentDecay: MomentDecay {
        MomentDecay([(1, optimizer)] + interventions.map { ($0.step, $0.optimizer) })
    }
}

extension RunSpecification {
    /// What the run's detector finds in a trace that the run has recorded.
    public func analysis(of trace: Trace) -> TraceAnalysis {
        TraceAnalysis(of: trace, detector: detector, decay: momentDecay)
    }
}
