public import Experiments

/// A run to be made, with everything that an executor needs.
public struct RunRequest: Sendable {
    /// The identifier of its experiment.
    public var experiment: String
    /// The run's key, under which its record is stored.
    public var key: RunKey
    /// The runs that must exist before.
    public var needs: [RunKey]
    /// The run's specification.
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
