import ArgumentParser
import Diagnostics
import Experiments
import Reports
import Settings
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

    /// The kind of a key; the error for an unknown key names the nearest one, or the key that has a unit of that
    /// name.
    private static func kind(_ key: String) throws -> UnitKind {
        if let kind = BookReference.kind(key) { return kind }
        let kinds = BookReference.kinds
        let homes = ExperimentReference.kinds.filter { $0.absence == nil }
        if let home = homes.first(where: { $0.descriptions.flatMap(\.rows).contains { $0.name == key } }) {
            throw Failure.usage("'\(key)' names no unit; try 'spikebook catalogue \(home.key)'")
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
