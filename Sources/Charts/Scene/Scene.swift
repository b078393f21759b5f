/// A figure as an ordered list of items to draw, from which both PNG and SVG are made.
struct Scene: Sendable {
    /// A label with its position, the start of its baseline.
    struct Text: Sendable {
        var label: Label
        var origin: Point
        var paint: Paint
        /// Whether a rim in the page's colour separates the letters from what lies under them.
        var halo: Bool

        /// The area of the text, from its font's ascent and descent.
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

    /// All pictures, in drawing order.
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

    /// All texts, including those inside a clip.
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
