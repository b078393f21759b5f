public import Experiments
import Training

extension CoreRun {
    /// The same run with every coordinate's state recorded, if it has no data and at most 64 coordinates; probes do
    /// not change the trajectory.
    fileprivate var withState: CoreRun {
        var problem = loop.problem
        problem.files = files.bytes
        guard !model.needsData, let objective = try? model.objective(problem, in: Double.self),
            objective.start.count <= 64
        else { return self }
        var copy = self
        copy.loop.recordsState = true
        return copy
    }
}

extension RunSpecification {
    /// The same run with everything recorded that can be without changing its trajectory.
    public var recordingState: any RunSpecification { (self as? CoreRun)?.withState ?? self }
}
