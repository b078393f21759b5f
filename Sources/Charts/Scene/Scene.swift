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
