/// A mark's entry in a legend: its name and a sample of its look.
public struct Key: Sendable, Hashable {
    /// The sample drawn before the name in a legend.
    public enum Sample: Sendable, Hashable {
        /// A short line, with the shape that tells it apart where there are several.
        case line(width: Double, Dash, DotShape? = nil)
        /// A small area, as opaque as that which it stands for.
        case area(opacity: Double)
        /// A dot of some shape, filled or open.
        case dot(DotShape, isFilled: Bool)
    }

    /// The name.
    ///
    /// It may hold formulas.
    public var name: String
    /// Its colour.
    public var role: Role
    /// The sample.
    public var sample: Sample
    /// The name that may be drawn at the line itself; nil for none.
    public var nameAtLine: String?
    /// Whether a name at the line says all, so that the legend does not need it.
    public var needsNoLegend: Bool

    /// Creates a key.
    public init(
        _ name: String,
        role: Role,
        sample: Sample,
        nameAtLine: String? = nil,
        needsNoLegend: Bool = false
    ) {
        self.name = name
        self.role = role
        self.sample = sample
        self.nameAtLine = nameAtLine
        self.needsNoLegend = needsNoLegend
    }

    /// The key of a line without its shape, for a figure in which nothing needs one.
    var withoutShape: Key {
        var key = self
        if case .line(let width, let dash, _) = sample { key.sample = .line(width: width, dash) }
        return key
    }
}
