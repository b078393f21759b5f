/// A mark's entry in a legend: its name and a sample of its look.
public struct Key: Sendable, Hashable {
    /// The sample drawn before the name in a legend.
    public enum Sample: Sendable, Hashable {
        /// A short line.
        case line(width: Double, Dash)
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
    /// Whether the name may be drawn at the end of its line, which is better than a legend.
    public var standsAtEnd: Bool

    /// Creates a key.
    public init(_ name: String, role: Role, sample: Sample, standsAtEnd: Bool = false) {
        self.name = name
        self.role = role
        self.sample = sample
        self.standsAtEnd = standsAtEnd
    }
}
