public import Traces

extension TrainingLoop {
    /// Takes the steps and returns the trace; nil when `isCancelled`, which is called every 256 steps, returned true.
    ///
    /// Throws `SettingFaults` or a ``DataFault`` when model, data and initial parameters do not fit together.
    public func run(isCancelled: () -> Bool = { false }) throws -> Trace? {
        switch precision {
        case .float64: try TrainingRun<Double>(self).run(isCancelled)
        case .float32: try TrainingRun<Float>(self).run(isCancelled)
        }
    }
}
