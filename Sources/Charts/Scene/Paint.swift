/// Colour of a filled shape or a text: a role of the palette or a shade of a ramp, and how opaque.
public struct Paint: Sendable, Hashable {
    /// Where a colour comes from.
    public enum Colour: Sendable, Hashable {
        /// What it stands for in every figure; it follows the page's theme.
        case role(Role)
        /// A value's colour, the same in both themes.
        case shade(Shade)
    }

    /// The colour.
    public var colour: Colour
    /// From 0, invisible, to 1.
    public var opacity: Double

    /// Creates a paint; opaque unless said otherwise.
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
