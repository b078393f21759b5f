public import Traces

extension TrainingLoop {
    /// Takes the steps and gives what was recorded; nil when `isCancelled` said so, which is asked every 256 steps.
    ///
    /// Throws `SettingFaults` or a ``DataFault`` when model, data and initial parameters do not fit.
    public func run(isCancelled: () -> Bool = { false }) throws -> Trace? {
        switch precision {
        case .float64: try TrainingRun<Double>(self).run(isCancelled)
        case .float32: try TrainingRun<Float>(self).run(isCancelled)
        }
    }
}
