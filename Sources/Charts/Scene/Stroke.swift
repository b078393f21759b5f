/// How a line is drawn: paint, width, dash pattern and ends.
public struct Stroke: Sendable, Hashable {
    /// How a line ends.
    public enum Cap: Sendable { case butt, round, square }

    /// Its colour.
    public var paint: Paint
    /// Its width in pixels.
    public var width: Double
    /// Its dash pattern.
    public var dash: Dash
    /// Its ends.
    public var cap: Cap

    /// Creates a stroke, by default opaque, solid and with butt ends.
    public init(_ role: Role, width: Double = 1, dash: Dash = .solid, cap: Cap = .butt, opacity: Double = 1) {
        self.init(Paint(role, opacity: opacity), width: width, dash: dash, cap: cap)
    }

    /// Creates a stroke with a paint.
    public init(_ paint: Paint, width: Double = 1, dash: Dash = .solid, cap: Cap = .butt) {
        self.paint = paint
        self.width = width
        self.dash = dash
        self.cap = cap
    }
}
