import Storage

/// The experiments whose runs a query may see, by its text and those of the queries that it reads.
struct SeenExperiments {
    private let names: QuotedNames
    private let seesAll: Bool

    init(by texts: [String]) {
        names = QuotedNames(in: texts)
        seesAll = texts.contains(where: NamedQuery.seesAnyRun)
    }

    /// Whether runs of an experiment may be seen.
    func include(_ experiment: String) -> Bool { seesAll || names.include(experiment) }
}
