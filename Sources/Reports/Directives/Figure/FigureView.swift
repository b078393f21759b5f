/// A figure with its caption, its data and its origin.
struct FigureView: RenderedView, AnchoredView {
    static let templateName = "figure"

    /// Anchor, such as `fig-anatomy`.
    var id: String
    /// Identifier of the caption.
    var captionID: String
    /// Label as printed, such as `Figure 2.1`.
    var number: String
    /// First sentence of the caption: the finding.
    var finding: Markup
    /// The rest of the caption; may be empty.
    var caption = Markup.empty
    /// Short text alternative (80 to 250 characters); never empty.
    var alt: String
    /// Inline SVG for the text column or, with `isWide`, for column and margin.
    var svg: Markup
    /// Inline SVG of the layout for 400 px; empty shows `svg` everywhere.
    var narrowSVG = Markup.empty
    /// Whether the figure reaches into the margin.
    var isWide = false
    /// Width in pixels of a figure that is narrower than the column; empty for the others.
    var width = ""
    /// Exports, such as CSV, SVG and PNG.
    var downloads: [DownloadView] = []
    /// The drawn data, at most about sixty rows.
    var data: TableView?
    /// How the figure was made: run keys, seeds, core version, wall time, origin.
    var provenance: [FactView] = []

    var derived: [String: Any] {
        [
            "hasTools": data != nil || !downloads.isEmpty,
            "hasProvenance": !provenance.isEmpty,
            // Markdown's own signs of a picture know no dark one, so that it stands there as markup.
            "altAttribute": Markup.html("\(alt)"),
        ]
    }
}

/// A named fact in a definition list.
struct FactView: TemplateView {
    var name: String
    /// Value; may hold code or maths.
    var value: Markup
}
