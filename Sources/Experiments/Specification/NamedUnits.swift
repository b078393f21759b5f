import Settings
import Training

/// Finds the units that a tree names, under the keys of kinds at any depth, since units can contain units.
enum NamedUnits {
    /// The name of a unit, which need not exist.
    struct Name: Hashable {
        /// The key of its kind.
        var kind: String
        var name: String
    }

    private static let kinds = Set(Catalogue.kinds.filter(\.isNamed).map(\.key))

    /// Each name in a tree, in no order.
    static func all(in tree: Value) -> Set<Name> {
        switch tree {
        case .map(let entries):
            entries.reduce(into: []) { found, entry in
                if kinds.contains(entry.name) { found.formUnion(names(entry.value, entry.name)) }
                found.formUnion(all(in: entry.value))
            }
        case .list(let values): values.reduce(into: []) { $0.formUnion(all(in: $1)) }
        case .null, .flag, .number, .text: []
        }
    }

    /// The units under the key of a kind: a name, a map from names to settings, or a list of these.
    private static func names(_ value: Value, _ kind: String) -> [Name] {
        switch value {
        case .text(let name): [Name(kind: kind, name: name)]
        case .map(let entries): entries.map { Name(kind: kind, name: $0.name) }
        case .list(let values): values.flatMap { names($0, kind) }
        case .null, .flag, .number: []
        }
    }

    /// The names of all units of the catalogue that can stand under a key.
    static func known(_ kind: String) -> [String] {
        Catalogue.kinds.first { $0.key == kind }?.units.map { $0.name } ?? []
    }
}
