import ArgumentParser
import Diagnostics
import Experiments
import Reports
import Training

/// `spikebook catalogue`.
struct CatalogueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalogue",
        abstract: "Tell what a book can say: keys, units, settings, ranges, defaults.",
        discussion: """
            Without arguments the keys with the names of their units; with a key what stands under it, and with a \
            unit its settings: spikebook catalogue optimizer adam, spikebook catalogue figure line. The report has the \
            same as its page Reference. As a schema all of it can be read by editors: catalogue book --format schema is \
            JSON Schema for book.yml, figure and the other directives for the bodies of their fences, no key for any.
            """
    )

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, schema
    }

    @Argument(
        help: """
            A key of an experiment, such as optimizer, or a directive, such as figure; experiment for the keys that name \
            no unit; book for book.yml.
            """,
        completion: Completions.kinds
    )
    var kind: String?

    @Argument(help: "A unit of that key, such as adam.", completion: Completions.units)
    var unit: String?

    @Option(help: "text, json, or schema.")
    var format = Format.text

    func run() throws {
        let kinds = try kind.map { [try Self.kind($0)] } ?? BookReference.kinds
        let chosen = try unit.map { try Self.unit($0, of: kinds[0]) }
        switch format {
        case .text:
            if let chosen { return Console.print(CatalogueText.unit(chosen, of: kinds[0])) }
            Console.print(kind == nil ? CatalogueText.overview(kinds) : CatalogueText.kind(kinds[0]))
        case .json:
            if let chosen { return Console.print(chosen.tree.canonicalJSON) }
            Console.print(kind == nil ? Value.list(kinds.map(\.tree)).canonicalJSON : kinds[0].tree.canonicalJSON)
        case .schema:
            if let chosen { throw Failure.usage("a schema is of a whole key: leave '\(chosen.name)' out") }
            Console.print(BookSchema.tree(of: kind).canonicalJSON)
        }
    }

    /// The kind under a key; a fault tells the nearest key, or under which key there is a unit of that name.
    private static func kind(_ key: String) throws -> UnitKind {
        if let kind = BookReference.kind(key) { return kind }
        let kinds = BookReference.kinds
        if ExperimentReference.own.descriptions.contains(where: { $0.rows.contains { $0.name == key } }) {
            throw Failure.usage("'\(key)' names no unit; try 'spikebook catalogue experiment'")
        }
        if let home = kinds.first(where: { kind in kind.isNamed && kind.names.contains(key) }) {
            throw Failure.usage("there is no key '\(key)'; try 'spikebook catalogue \(home.key) \(key)'")
        }
        throw Failure.usage("there is no key '\(key)'; \(NearMiss.help(for: key, in: kinds.map(\.key)))")
    }

    private static func unit(_ name: String, of kind: UnitKind) throws -> UnitDescription {
        let units = kind.choices
        guard !units.isEmpty else {
            throw Failure.usage("\(kind.key) has settings and no units; try 'spikebook catalogue \(kind.key)'")
        }
        if let unit = units.first(where: { $0.name == name }) { return unit }
        throw Failure.usage("\(kind.key) has no unit '\(name)'; \(NearMiss.help(for: name, in: units.map(\.name)))")
    }
}

extension UnitKind {
    /// What can be asked for under its key by name: its units, or else the parts that its settings are made of.
    var choices: [UnitDescription] { isNamed ? descriptions : descriptions.flatMap(\.parts).map(\.unit) }

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
    /// All of it for machines.
    fileprivate var tree: Value {
        .map(ownEntries + [.init("parts", .list(parts.map { .map($0.unit.ownEntries) }))])
    }

    /// What it says itself; a setting that must be written has no default.
    private var ownEntries: [Value.Entry] {
        let settings = rows.map { row -> Value in
            let entries: [Value.Entry] = [
                .init("name", .text(row.name)), .init("meaning", .text(row.meaning)),
                .init("allowed", .text(row.allowed)),
            ]
            return .map(entries + (row.standard.map { [.init("default", $0)] } ?? []))
        }
        return [
            .init("name", .text(name)), .init("summary", .text(summary)), .init("settings", .list(settings)),
        ]
    }
}
