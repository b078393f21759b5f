public import Analysis
public import Traces

extension CoreRun {
    /// The decay of the second moment by itself, including optimizers that take over during the run.
    public var momentDecay: MomentDecay {
        MomentDecay([(1, optimizer)] + interventions.map { ($0.step, $0.optimizer) })
    }
}

extension RunSpecification {
    /// Analyses a trace of this run with the run's detector; `starts` are later starts of another program that made it.
    public func analysis(of trace: Trace, starts: [Int]? = nil) -> TraceAnalysis {
        TraceAnalysis(of: trace, detector: detector, decay: momentDecay, starts: starts)
    }
}
