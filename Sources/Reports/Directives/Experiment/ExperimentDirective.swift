import Diagnostics
import Experiments
import Settings

/// Runs to be made: a model, an optimizer, a number of steps, seeds, a sweep.
struct ExperimentDirective: Directive {
    static let name = "experiment"
    static let summary = "Runs to be made, once for each seed and each variant of its sweep."
    static let example = """
        id: parabola
        model: {quadratic: {eigenvalues: [1], start: 1}}
        optimizer: {adam: {lr: 0.15}}
        steps: 400
        """
    static let settings: [Setting<ExperimentDirective>] =
        [
            Setting("id", \.id, "The identifier, unique in the book."),
            Setting(
                "title",
                \.title,
                "A name for readers, shown in the folded strip; made from the settings if absent."
            ),
            Setting("needs", \.needs, "Experiments whose results must be there first; their keys enter this one's."),
        ]
        + ExperimentReference.keys.map { key in
            Setting(key.name, \.body[dynamicKey: key.name], key.form, allowed: key.allowed, key.meaning)
        }
    static let required: Set<String> = Set(["id"] + ExperimentReference.required)
    /// The keys that make a required key unnecessary: a sweep may set it, and runs of other programs do not need it.
    static let excuses = Dictionary(
        uniqueKeysWithValues: ExperimentReference.required.map { ($0, ["sweep", RecordedTrace.name, "command"]) }
    )

    var id = ""
    var title = ""
    var needs: [String] = []
    /// The keys that decide the result.
    var body = ExperimentBody()

    init() {}

    func validate() throws {
        try validateID()
    }

    /// Whether its sweep is a list that is written elsewhere.
    var namesArms: Bool { if case .text? = body.tree["sweep"] { true } else { false } }

    /// The same experiment with the variants that its sweep names.
    ///
    /// Throws `SettingFaults` when there are none of that name.
    func laying(_ lists: ArmLists) throws -> ExperimentDirective {
        guard namesArms else { return self }
        var copy = self
        copy.body[dynamicKey: "sweep"] = try lists.laid(over: body.tree)["sweep"] ?? .null
        return copy
    }

    /// Resolves the runs; `files` opens the files that they read, `fit` checks them, and `cells` have further units.
    ///
    /// Throws `SettingFaults`.
    func resolved(files: InputFiles.Source, fit: FileFit, cells: (any CellReader)? = nil) throws -> Experiment {
        try Experiment(reading: body.tree, files: files, fit: fit, cells: cells)
    }

    /// Further faults in the runs of a directive that could not be read; unknown keys are ignored.
    static func faults(in tree: Value, files: InputFiles.Source, fit: FileFit) -> [SettingFault] {
        guard case .map(let entries) = tree else { return [] }
        do {
            let known = entries.filter { Experiment.keys.contains($0.name) }
            _ = try Experiment(reading: .map(known), files: files, fit: fit)
            return []
        } catch {
            let faults = (error as? SettingFaults)?.faults ?? []
            return faults.filter { $0.kind != .missing || !$0.path.isEmpty && tree.value(at: $0.path) != nil }
        }
    }
}

/// The keys that define the runs, as a tree with access by key path.
struct ExperimentBody: Sendable {
    private(set) var tree = Value.map([])

    subscript(dynamicKey key: String) -> Value {
        get { tree[key] ?? .null }
        set { tree = tree.setting([key], to: newValue) }
    }
}
