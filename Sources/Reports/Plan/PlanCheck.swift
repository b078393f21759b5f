import Experiments

/// The context for checking directives before anything runs.
struct PlanCheck {
    /// The experiments that could be resolved.
    let experiments: [PlannedExperiment]
    /// The names of all experiments, including faulty ones.
    let declared: Set<String>
    let book: Book
    /// The identifiers of figures, computed once because many directives need them.
    let drawnIDs: [String]

    /// The experiment of a name; nil when there is none, or it is faulty.
    func experiment(_ id: String) -> PlannedExperiment? { experiments.first { $0.id == id } }
}
