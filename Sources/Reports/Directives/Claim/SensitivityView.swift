/// A grid of verdicts: how a claim depends on one or two settings.
struct SensitivityView: RenderedView {
    static let templateName = "sensitivity"

    /// The claim's identifier.
    var id: String
    /// How many cells have which verdict, in a sentence.
    var summaryHTML: String
    /// The author's own sentence; may be empty.
    var noteHTML = ""
    /// What the rows' headings are values of.
    var rowNameHTML: String
    /// What the columns' headings are values of; empty for a grid of one row.
    var columnNameHTML: String
    /// What both are, for readers who cannot see it.
    var subject: String
    /// The columns' headings.
    var headingsHTML: [String]
    var rows: [Row]
    /// The SELECT that computes the cells, as a line for the `sqlite3` shell.
    var replayCommand: String

    var derived: [String: Any] {
        [
            "headingViews": headingsHTML.map(Heading.init), "width": "\(headingsHTML.count)",
        ]
    }

    func derived(in format: PageFormat) -> [String: Any] {
        format == .html ? derived : ["gridHTML": markdown]
    }

    private var markdown: String {
        let corner = columnNameHTML.isEmpty ? rowNameHTML : "\(rowNameHTML) \\ \(columnNameHTML)"
        let cells = rows.map { row in [row.headingHTML] + row.cells.map(\.markdown) }
        return MarkdownWriter.table(
            [corner] + headingsHTML,
            Array(repeating: nil, count: headingsHTML.count + 1),
            cells
        )
    }

    /// The cells with the same heading.
    struct Row: TemplateView {
        var headingHTML: String
        var cells: [Cell]
    }

    /// The trials of one setting; without a verdict when there were none.
    struct Cell: TemplateView {
        var verdict: VerdictView?
        /// Such as `5/6`.
        var share = ""
        /// Such as `5 of 6 trials hold`, for those who do not see the cell.
        var told = ""
        /// The median of what was measured; may be empty.
        var measured = ""

        fileprivate var markdown: String {
            guard let verdict, !share.isEmpty else { return "not run" }
            return [verdict.glyph, share, measured.isEmpty ? "" : "(\(measured))"].filter { !$0.isEmpty }.joined(
                separator: " "
            )
        }
    }

    private struct Heading: TemplateView {
        var textHTML: String
    }
}
