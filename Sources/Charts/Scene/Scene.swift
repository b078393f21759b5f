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
        self.init(Paint(role, opacity: opacity), width: width, dash: dash, cap: cap)
    }

    /// Creates a stroke of a paint.
    public init(_ paint: Paint, width: Double = 1, dash: Dash = .solid, cap: Cap = .butt) {
        self.paint = paint
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
        case picture(Picture)
    }

    var width: Double
    var height: Double
    var items: [Item] = []

    /// All pictures, in the order in which they are drawn.
    var pictures: [Picture] { Scene.pictures(in: items) }

    private static func pictures(in items: [Item]) -> [Picture] {
        items.flatMap { item -> [Picture] in
            switch item {
            case .picture(let picture): [picture]
            case .clip(_, let inner): pictures(in: inner)
            case .fill, .stroke, .text: []
            }
        }
    }

    /// All texts, also those inside a clip.
    var texts: [Text] { Scene.texts(in: items) }

    private static func texts(in items: [Item]) -> [Text] {
        items.flatMap { item -> [Text] in
            switch item {
            case .text(let text): [text]
            case .clip(_, let inner): texts(in: inner)
            case .fill, .stroke, .picture: []
            }
        }
    }
}
