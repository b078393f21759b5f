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
        let named = Set(specification.flatMap(NamedUnits.all))
        let types = Set(named.compactMap { Self.types[$0.kind]?[$0.name] })
        return types.sorted().compactMap { type in units[type].map { .init(type, .text($0)) } }
    }

    /// The types of units by kind and name.
    private static let types = Dictionary(uniqueKeysWithValues: Catalogue.kinds.map { ($0.key, types(of: $0)) })

    private static func types(of kind: UnitKind) -> [String: String] {
        Dictionary(kind.units.map { ($0.name, String(describing: $0)) }) { first, _ in first }
    }
}
