/// A mark's name and what it looks like beside it.
public struct Key: Sendable, Hashable {
    /// The sample drawn before the name in a legend.
    public enum Sample: Sendable, Hashable {
        /// A short line.
        case line(width: Double, Dash)
        /// A small area.
        case area
        /// A dot, filled or open.
        case dot(isFilled: Bool)
    }

    /// The name; it may hold maths.
    public var name: String
    /// Its colour.
    public var role: Role
    /// What it looks like.
    public var sample: Sample
    /// Whether the name may stand at the end of its line, which is better than a legend.
    public var standsAtEnd: Bool

    /// Creates a key.
    public init(_ name: String, role: Role, sample: Sample, standsAtEnd: Bool = false) {
        self.name = name
        self.role = role
        self.sample = sample
        self.standsAtEnd = standsAtEnd
    }
}
