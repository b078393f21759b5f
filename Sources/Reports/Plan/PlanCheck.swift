import Experiments

/// What is known of a book when its directives are checked, before anything has run.
struct PlanCheck {
    /// The experiments that could be resolved.
    let experiments: [PlannedExperiment]
    /// The names of all experiments, also of those that are at fault themselves.
    let declared: Set<String>
    let book: Book
    /// The identifiers of what is drawn, which many directives ask for.
    let drawnIDs: [String]

    /// The experiment of a name; nil when there is none, or it is at fault itself.
    func experiment(_ id: String) -> PlannedExperiment? { experiments.first { $0.id == id } }
}
