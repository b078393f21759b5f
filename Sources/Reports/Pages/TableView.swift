/// A table of values, used for query tables and folded data tables.
///
/// The rows are printed as given: the caller shortens the table to about sixty rows and says so in `note`.
struct TableView: RenderedView {
    static let templateName = "table"

    /// A description of the table for screen readers; not printed.
    var label: String
    var columns: [Column]
    /// The printed values, one for each column in every row; an empty text is a missing value.
    var rows: [[String]]
    /// The markup for texts that contain formulas.
    var formulas: [String: Markup] = [:]
    /// A note such as "60 of 1,200 rows; all are in the CSV file"; may be empty.
    var note = ""

    /// A column: its heading and the style of its values.
    struct Column: TemplateView {
        var heading: Markup
        /// Whether values are numbers, which are aligned to the right in tabular figures.
        var isNumeric = false
        /// Whether the values are headings of their rows.
        var isRowHeading = false
    }

    /// The body is written here and not by the template.
    ///
    /// A report contains thousands of cells, and the template library takes about twenty microseconds for each.
    func derived(in format: PageFormat) -> [String: Any] {
        format == .html ? ["body": html] : ["body": markdown]
    }

    private var html: Markup {
        rows.map { row -> Markup in .html("<tr>\(zip(row, columns).map(cell).joined())</tr>") }.joined(separator: "\n")
    }

    private var markdown: Markup {
        let cells = rows.map { row in
            row.map { $0.isEmpty ? .markdown("–") : formulas[$0] ?? .markdown("\($0)") }
        }
        return MarkdownWriter.table(columns.map(\.heading), columns.map { $0.isNumeric ? .right : nil }, cells)
    }

    private func cell(_ text: String, of column: Column) -> Markup {
        let kind: Markup = column.isNumeric ? .html(" class=\"number\"") : .empty
        let shown = formulas[text] ?? .html("\(text)")
        let value = text.isEmpty ? .html("<span class=\"missing\">none</span>") : shown
        return column.isRowHeading ? .html("<th scope=\"row\"\(kind)>\(value)</th>") : .html("<td\(kind)>\(value)</td>")
    }
}
