/// A grid of verdicts over one or two settings.
struct SensitivityView: RenderedView {
    static let templateName = "sensitivity"

    /// The claim's identifier.
    var id: String
    /// The number of cells with each verdict, in a sentence.
    var summary: Markup
    /// The author's own sentence; may be empty.
    var note = Markup.empty
    /// The name of the setting along the rows.
    var rowName: Markup
    /// The name of the setting along the columns; empty for a grid of one row.
    var columnName: Markup
    /// The same two for readers by ear where they are formulas alone; else empty.
    var rowSpoken = ""
    var columnSpoken = ""
    /// A description of both for screen readers.
    var subject: String
    /// The columns' headings.
    var headings: [Markup]
    var rows: [Row]
    /// The SELECT that computes the cells, as a command for the `sqlite3` shell.
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

    /// The cells with one row heading.
    struct Row: TemplateView {
        var heading: Markup
        var cells: [Cell]
    }

    /// The trials of one setting; without trials it has no verdict.
    struct Cell: TemplateView {
        var verdict: VerdictView?
        /// The share of trials that hold, such as `5/6`.
        var share = ""
        /// The share in words for screen readers, such as `5 of 6 trials hold`.
        var told = ""
        /// The median of the measure; may be empty.
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
