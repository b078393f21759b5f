import ArgumentParser
import Training

/// `spikebook catalogue`.
struct CatalogueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalogue",
        abstract: "List models and optimizers with their settings, ranges and defaults."
    )

    func run() throws {
        let models = Catalogue.models.map { Self.text($0) }
        let optimizers = Catalogue.optimizers.map { Self.text($0) }
        let probes = Catalogue.probes.map { "\($0.name): \($0.summary)" }
        Console.print(
            (["Models"] + models + ["Optimizers"] + optimizers + ["Probes"] + probes).joined(separator: "\n\n")
        )
    }

    private static func text<Unit: Configurable>(_ unit: Unit.Type) -> String {
        let defaults = Unit()
        let width = Unit.settings.map(\.name.count).max() ?? 0
        let lines = Unit.settings.map { setting in
            let name = setting.name.padded(to: width)
            return "  \(name)  \(setting.documentation) Allowed: \(setting.allowed). "
                + "Default: \(setting.read(defaults).text)."
        }
        return (["\(Unit.name): \(Unit.summary)"] + lines).joined(separator: "\n")
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}

extension Value {
    /// The value as help prints it.
    fileprivate var text: String {
        switch self {
        case .null: "none"
        case .flag(let flag): flag ? "true" : "false"
        case .number(let number): Value.canonical(number)
        case .text(let text): text.isEmpty ? "none" : text
        case .list(let values): "[" + values.map(\.text).joined(separator: ", ") + "]"
        case .map(let entries): entries.map { "\($0.name): \($0.value.text)" }.joined(separator: ", ")
        }
    }
}
