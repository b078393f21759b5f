public import Experiments

/// A run to be carried out: all that an executor must know of it.
public struct RunRequest: Sendable {
    /// The experiment that it belongs to.
    public var experiment: String
    /// The run's key, under which its record is kept.
    public var key: RunKey
    /// The runs that must be there before.
    public var needs: [RunKey]
    /// The run.
    public var specification: any RunSpecification

    /// A request for a run of an experiment.
    public init(experiment: String, key: RunKey, needs: [RunKey] = [], specification: any RunSpecification) {
        self.experiment = experiment
        self.key = key
        self.needs = needs
        self.specification = specification
    }

    init(_ run: PlannedExperiment.Run, of experiment: String) {
        self.init(experiment: experiment, key: run.key, needs: run.needs, specification: run.specification)
    }
}
