import Settings

/// A list of variants that is written once, and laid over several experiments by its name.
struct ArmsDirective: Directive {
    static let name = "arms"
    static let summary = "Variants that are written once, and swept by every experiment that says sweep: and their id."
    static let example = """
        id: remedies
        arms:
          - {name: Adam}
          - {name: NAdam, optimizer: {nadam: {lr: "{lr}"}}}
        """
    static let settings: [Setting<ArmsDirective>] = [
        Setting("id", \.id, "The identifier, unique in the book, which experiments write as their sweep."),
        Setting(
            "arms",
            \.arms,
            .list(.map(.anything), atLeast: 1),
            "Maps of paths to values, each with a name, as in a sweep; \"{lr}\" stands for the rate of the experiment's own "
                + "optimizer."
        ),
    ]
    static let required: Set<String> = ["id", "arms"]

    var id = ""
    var arms = Value.list([])

    init() {}

    var isHidden: Bool { true }

    func validate() throws { try validateID() }

    /// What stands for the rate of an experiment's own optimizer.
    private static let rate = Value.text("{lr}")

    /// The variants for an experiment whose optimizer is written as `optimizer`.
    func variants(beside optimizer: Value?) -> Value {
        guard case .map(let units)? = optimizer, let rate = units.first?.value["lr"] else { return arms }
        return Self.filled(arms, rate)
    }

    private static func filled(_ tree: Value, _ value: Value) -> Value {
        switch tree {
        case rate: value
        case .list(let values): .list(values.map { filled($0, value) })
        case .map(let entries): .map(entries.map { .init($0.name, filled($0.value, value)) })
        default: tree
        }
    }
}
