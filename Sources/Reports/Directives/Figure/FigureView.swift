/// A figure with its caption, its data and its origin.
struct FigureView: RenderedView, AnchoredView {
    static let templateName = "figure"

    /// The HTML id, such as `fig-anatomy`.
    var id: String
    /// The HTML id of the caption.
    var captionID: String
    /// The label as printed, such as `Figure 2.1`.
    var number: String
    /// The first sentence of the caption, which states the finding.
    var finding: Markup
    /// The rest of the caption; may be empty.
    var caption = Markup.empty
    /// A short text alternative (80 to 250 characters); never empty.
    var alt: String
    /// Inline SVG for the text column or, with `isWide`, for column and margin.
    var svg: Markup
    /// Inline SVG of the layout for 400 px; if empty, `svg` is shown everywhere.
    var narrowSVG = Markup.empty
    /// Whether the figure extends into the margin.
    var isWide = false
    /// The width in pixels of a figure that is narrower than the column; empty for others.
    var width = ""
    /// Downloads, such as CSV, SVG and PNG.
    var downloads: [DownloadView] = []
    /// The drawn data, at most about sixty rows.
    var data: TableView?
    /// How the figure was made: run keys, seeds, core version, wall time, origin.
    var provenance: [FactView] = []

    var derived: [String: Any] {
        [
            "hasTools": data != nil || !downloads.isEmpty,
            "hasProvenance": !provenance.isEmpty,
            // Markdown's image syntax has no dark variant, so the picture is written as markup.
            "altAttribute": Markup.html("\(alt)"),
        ]
    }
}

/// A name and a value in a definition list.
struct FactView: TemplateView {
    var name: String
    /// The value; may contain code or maths.
    var value: Markup
}
