/// A drawn figure: one scene as SVG for a page, as SVG for a file, and as PNG.
public struct Rendering: Sendable {
    /// Its width in CSS pixels.
    public let width: Double
    /// Its height in CSS pixels.
    public let height: Double
    /// The SVG for a page.
    ///
    /// Its colours are the CSS variables of `Palette`, with the light values as fallback.
    public let inlineSVG: String
    /// The SVG for a file, in plain colours, with a style for readers who prefer a dark page.
    public let standaloneSVG: String
    /// How each series was drawn, panel by panel.
    public let summaries: [Summary]

    /// What is wrong with its texts: that they touch each other, leave the figure, or stand apart from their lines.
    public let labelFaults: [String]

    let scene: Scene
    private let provenance: String

    init(_ figure: Figure, scene: Scene, summaries: [Summary], strays: [String], fonts: FontMap) throws {
        width = scene.width
        height = scene.height
        self.summaries = summaries
        self.scene = scene
        labelFaults = scene.faults + strays
        provenance = figure.provenance
        let document = try SVGDocument(scene, of: figure, fonts: fonts)
        inlineSVG = document.inline
        standaloneSVG = document.standalone
    }

    /// A PNG at two pixels per CSS pixel on the theme's page colour.
    ///
    /// Its text chunk holds the figure's provenance.
    public func png(theme: Theme) throws -> [UInt8] {
        try Typesetters.shared.borrow { typesetter in
            try PNGImage.encode(scene, theme: theme, provenance: provenance, fonts: typesetter.fonts)
        }
    }
}

extension Figure {
    /// Lays out the figure at a width in CSS pixels, by default its own, and draws it.
    ///
    /// The same figure gives the same bytes on every thread and in every process. Throws a `ChartError` for a label
    /// that cannot be set, an inconsistent figure, or a missing font.
    public func render(width: Double? = nil) throws -> Rendering {
        try Typesetters.shared.borrow { typesetter in
            var layout = try FigureLayout(self, width: width ?? self.width, typesetter: typesetter)
            let (scene, summaries) = try layout.scene()
            return try Rendering(
                self,
                scene: scene,
                summaries: summaries,
                strays: layout.labelFaults,
                fonts: typesetter.fonts
            )
        }
    }
}
