import Settings
import Tensors
import Training

/// Digests of the code that can act on a run's trace, which are part of the run's key.
public struct CoreCode: Sendable {
    /// The digest of the sources that act on every run.
    public var shared: String
    /// The digests of the sources that act only on runs that name a unit, by the unit's type.
    public var units: [String: String]
    /// The linear algebra library's version.
    public var library: String
    /// The digest of the analysis, which acts on the trace only if a bisection uses the detector.
    public var analysis: String

    /// Creates it from digests.
    public init(shared: String, units: [String: String], library: String, analysis: String) {
        self.shared = shared
        self.units = units
        self.library = library
        self.analysis = analysis
    }

    /// The code compiled into this program.
    public static let compiled = CoreCode(
        shared: CoreVersion.digest,
        units: CoreVersion.units,
        library: MatrixKernels.libraryVersion,
        analysis: AnalysisVersion.digest
    )

    /// All digests as one text.
    public var text: String {
        let units = units.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return ([shared, library, analysis] + units).joined(separator: "\n")
    }

    /// The digests of the sources that act on a run only because its specification names their units.
    func named(in specification: [Value]) -> [Value.Entry] {
        var types: Set<String> = []
        for tree in specification { NamedTypes.collect(from: tree, into: &types) }
        return types.sorted().compactMap { type in units[type].map { .init(type, .text($0)) } }
    }
}

/// Finds the types of the units that a tree names, under the keys of kinds at any depth, since units can contain
/// units.
private enum NamedTypes {
    /// The types of units by kind and name.
    private static let types = Dictionary(uniqueKeysWithValues: Catalogue.kinds.map { ($0.key, types(of: $0)) })

    private static func types(of kind: UnitKind) -> [String: String] {
        Dictionary(kind.units.map { ($0.name, String(describing: $0)) }) { first, _ in first }
    }

    static func collect(from tree: Value, into found: inout Set<String>) {
        switch tree {
        case .map(let entries):
            for entry in entries {
                if let types = types[entry.name] { add(entry.value, among: types, to: &found) }
                collect(from: entry.value, into: &found)
            }
        case .list(let values): for value in values { collect(from: value, into: &found) }
        case .null, .flag, .number, .text: break
        }
    }

    /// Adds the units under the key of a kind: a name, a map from names to settings, or a list of these.
    private static func add(_ value: Value, among types: [String: String], to found: inout Set<String>) {
        switch value {
        case .text(let name): found.formUnion([types[name]].compactMap { $0 })
        case .map(let entries): found.formUnion(entries.compactMap { types[$0.name] })
        case .list(let values): for value in values { add(value, among: types, to: &found) }
        case .null, .flag, .number: break
        }
    }
}
