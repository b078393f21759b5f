/// The colour of a filled shape or a text, and its opacity.
public struct Paint: Sendable, Hashable {
    /// The source of a colour: a role of the palette or a shade of a ramp.
    public enum Colour: Sendable, Hashable {
        /// The colour of a role, which follows the page's theme.
        case role(Role)
        /// The colour of a value, the same in both themes.
        case shade(Shade)
    }

    /// The colour.
    public var colour: Colour
    /// The opacity, from 0 (invisible) to 1.
    public var opacity: Double

    /// Creates a paint, by default opaque.
    public init(_ role: Role, opacity: Double = 1) {
        colour = .role(role)
        self.opacity = opacity
    }

    /// Creates an opaque paint.
    public init(_ shade: Shade) {
        colour = .shade(shade)
        opacity = 1
    }
}
