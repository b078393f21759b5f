/// A grid of verdicts: how a claim depends on one or two settings.
struct SensitivityView: RenderedView {
    static let templateName = "sensitivity"

    /// The claim's identifier.
    var id: String
    /// How many cells have which verdict, in a sentence.
    var summary: Markup
    /// The author's own sentence; may be empty.
    var note = Markup.empty
    /// What the rows' headings are values of.
    var rowName: Markup
    /// What the columns' headings are values of; empty for a grid of one row.
    var columnName: Markup
    /// What both are, for readers who cannot see it.
    var subject: String
    /// The columns' headings.
    var headings: [Markup]
    var rows: [Row]
    /// The SELECT that computes the cells, as a line for the `sqlite3` shell.
    var replayCommand: Verbatim

    var derived: [String: Any] {
        [
            "headingViews": headings.map(Heading.init), "width": "\(headings.count)",
        ]
    }

    func derived(in format: PageFormat) -> [String: Any] {
        format == .html ? derived : ["grid": markdown]
    }

    private var markdown: Markup {
        let corner = columnName.isEmpty ? rowName : .markdown("\(rowName) \\ \(columnName)")
        let cells = rows.map { row in [row.heading] + row.cells.map { .markdown("\($0.words)") } }
        return MarkdownWriter.table(
            [corner] + headings,
            Array(repeating: nil, count: headings.count + 1),
            cells
        )
    }

    /// The cells with the same heading.
    struct Row: TemplateView {
        var heading: Markup
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

        fileprivate var words: String {
            guard let verdict, !share.isEmpty else { return "not run" }
            return [verdict.glyph, share, measured.isEmpty ? "" : "(\(measured))"].filter { !$0.isEmpty }.joined(
                separator: " "
            )
        }
    }

    private struct Heading: TemplateView {
        var text: Markup
    }
}
