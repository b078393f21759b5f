/// Colour of a filled shape or a text: a role of the palette, and how opaque.
public struct Paint: Sendable, Hashable {
    /// The role that the colour has in every figure.
    public var role: Role
    /// From 0, invisible, to 1.
    public var opacity: Double

    /// Creates a paint; opaque unless said otherwise.
    public init(_ role: Role, opacity: Double = 1) {
        self.role = role
        self.opacity = opacity
    }
}

/// The pattern of a line.
public enum Dash: String, Sendable, Hashable, CaseIterable {
    /// Without gaps.
    case solid
    /// Six pixels drawn, four left out.
    case dashed
    /// Small dots.
    case dotted
    /// Long, short, long.
    case dashDotted

    var lengths: [Double] {
        switch self {
        case .solid: []
        case .dashed: [6, 4]
        case .dotted: [1.5, 3]
        case .dashDotted: [8, 3, 1.5, 3]
        }
    }
}

/// How a line is drawn.
public struct Stroke: Sendable, Hashable {
    /// How a line ends.
    public enum Cap: Sendable { case butt, round, square }

    /// Its colour.
    public var paint: Paint
    /// Its width in pixels.
    public var width: Double
    /// Its pattern.
    public var dash: Dash
    /// Its ends.
    public var cap: Cap

    /// Creates a stroke; opaque, solid and with butt ends unless said otherwise.
    public init(_ role: Role, width: Double = 1, dash: Dash = .solid, cap: Cap = .butt, opacity: Double = 1) {
        paint = Paint(role, opacity: opacity)
        self.width = width
        self.dash = dash
        self.cap = cap
    }
}

/// A figure as a list of things to draw, in order; the one source of its PNG and its SVG.
struct Scene: Sendable {
    /// A label at a place: where its baseline starts.
    struct Text: Sendable {
        var label: Label
        var origin: Point
        var paint: Paint
        /// Whether a rim in the page's colour keeps the letters apart from what lies under them.
        var halo: Bool

        /// What the text covers, by its font's ascent and descent.
        var box: Box {
            Box(left: origin.x, top: origin.y - label.ascent, width: label.width, height: label.height)
        }
    }

    enum Item: Sendable {
        case fill(Path, Paint)
        case stroke(Path, Stroke)
        case text(Text)
        case clip(Box, [Item])
    }

    var width: Double
    var height: Double
    var items: [Item] = []

    /// All texts, also those inside a clip.
    var texts: [Text] { Scene.texts(in: items) }

    private static func texts(in items: [Item]) -> [Text] {
        items.flatMap { item -> [Text] in
            switch item {
            case .text(let text): [text]
            case .clip(_, let inner): texts(in: inner)
            case .fill, .stroke: []
            }
        }
    }
}
