import ArgumentParser
import Diagnostics
import Experiments
import Settings

/// `spikebook catalogue`.
struct CatalogueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalogue",
        abstract: "Tell what an experiment can say: keys, units, settings, ranges, defaults.",
        discussion: """
            Without arguments the keys with the names of their units; with a key what stands under it, and with a \
            unit its settings: spikebook catalogue optimizer adam. The report has the same as its page Reference.
            """
    )

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @Argument(help: "A key of an experiment, such as optimizer; experiment for those that name no unit.")
    var kind: String?

    @Argument(help: "A unit of that key, such as adam.")
    var unit: String?

    @Option(help: "text or json.")
    var format = Format.text

    func run() throws {
        let kinds = try kind.map { [try Self.kind($0)] } ?? ExperimentReference.kinds
        let chosen = try unit.map { try Self.unit($0, of: kinds[0]) }
        switch format {
        case .text:
            if let chosen { return Console.print(CatalogueText.unit(chosen, of: kinds[0])) }
            Console.print(kind == nil ? CatalogueText.overview(kinds) : CatalogueText.kind(kinds[0]))
        case .json:
            if let chosen { return Console.print(chosen.tree.canonicalJSON) }
            Console.print(kind == nil ? Value.list(kinds.map(\.tree)).canonicalJSON : kinds[0].tree.canonicalJSON)
        }
    }

    /// The kind under a key; a fault tells the nearest key, or under which key there is a unit of that name.
    private static func kind(_ key: String) throws -> UnitKind {
        if let kind = ExperimentReference.kind(key) { return kind }
        let kinds = ExperimentReference.kinds
        if ExperimentReference.own.descriptions.contains(where: { $0.rows.contains { $0.name == key } }) {
            throw Failure.usage("'\(key)' names no unit; try 'spikebook catalogue experiment'")
        }
        if let home = kinds.first(where: { kind in kind.isNamed && kind.names.contains(key) }) {
            throw Failure.usage("there is no key '\(key)'; try 'spikebook catalogue \(home.key) \(key)'")
        }
        throw Failure.usage("there is no key '\(key)'; \(NearMiss.help(for: key, in: kinds.map(\.key)))")
    }

    private static func unit(_ name: String, of kind: UnitKind) throws -> UnitDescription {
        guard kind.isNamed else {
            throw Failure.usage("\(kind.key) has settings and no units; try 'spikebook catalogue \(kind.key)'")
        }
        if let unit = kind.descriptions.first(where: { $0.name == name }) { return unit }
        throw Failure.usage("\(kind.key) has no unit '\(name)'; \(NearMiss.help(for: name, in: kind.names))")
    }
}

extension UnitKind {
    /// The names of its units.
    var names: [String] { descriptions.map(\.name) }

    /// All of it for machines.
    fileprivate var tree: Value {
        .map([
            .init("key", .text(key)), .init("title", .text(title)), .init("summary", .text(summary)),
            .init("without", .text(absenceText)), .init("example", .text(example)), .init("named", .flag(isNamed)),
            .init("units", .list(descriptions.map(\.tree))),
        ])
    }
}

extension UnitDescription {
    /// All of it for machines; a setting that must be written has no default.
    fileprivate var tree: Value {
        let settings = rows.map { row -> Value in
            let entries: [Value.Entry] = [
                .init("name", .text(row.name)), .init("meaning", .text(row.meaning)),
                .init("allowed", .text(row.allowed)),
            ]
            return .map(entries + (row.standard.map { [.init("default", $0)] } ?? []))
        }
        return .map([
            .init("name", .text(name)), .init("summary", .text(summary)), .init("settings", .list(settings)),
            .init("parts", .list(parts.map(\.tree))),
        ])
    }
}
