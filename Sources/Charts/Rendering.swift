/// A figure, drawn: the same scene as SVG for a page, SVG for a file, and PNG.
public struct Rendering: Sendable {
    /// Its width in CSS pixels.
    public let width: Double
    /// Its height in CSS pixels.
    public let height: Double
    /// SVG for a page; its colours are the variables of `Palette`, with the light values to fall back on.
    public let inlineSVG: String
    /// SVG for a file of its own, in plain colours, with a style for readers who prefer dark.
    public let standaloneSVG: String
    /// What became of each series, panel by panel.
    public let summaries: [Summary]

    let scene: Scene
    private let provenance: String

    init(_ figure: Figure, scene: Scene, summaries: [Summary], fonts: FontMap) throws {
        width = scene.width
        height = scene.height
        self.summaries = summaries
        self.scene = scene
        provenance = figure.provenance
        let document = try SVGDocument(scene, of: figure, fonts: fonts)
        inlineSVG = document.inline
        standaloneSVG = document.standalone
    }

    /// A PNG of two pixels per CSS pixel on the theme's page colour, with the figure's provenance as its text.
    public func png(theme: Theme) throws -> [UInt8] {
        try Typesetters.shared.borrow { typesetter in
            try PNGImage.encode(scene, theme: theme, provenance: provenance, fonts: typesetter.fonts)
        }
    }
}

extension Figure {
    /// Lays the figure out at a width in CSS pixels (its own unless given) and draws it.
    ///
    /// The same figure gives the same bytes on every thread and in every process. Throws a `ChartError` for a label
    /// that cannot be set, a figure that contradicts itself, or a missing font.
    public func render(width: Double? = nil) throws -> Rendering {
        try Typesetters.shared.borrow { typesetter in
            var layout = try FigureLayout(self, width: width ?? self.width, typesetter: typesetter)
            let (scene, summaries) = try layout.scene()
            return try Rendering(self, scene: scene, summaries: summaries, fonts: typesetter.fonts)
        }
    }
}
