/// A table of values: the body of query tables and of every folded data table.
///
/// The rows are printed as given: the caller shortens to about sixty and says so in `note`.
struct TableView: RenderedView {
    static let templateName = "table"

    /// What the table shows, for readers who cannot see where it stands; not printed.
    var label: String
    var columns: [Column]
    /// Printed values, as many in a row as there are columns; an empty text is a missing value.
    var rows: [[String]]
    /// What is shown for texts that hold formulas.
    var formulas: [String: Markup] = [:]
    /// Such as "60 of 1,200 rows; all are in the CSV file"; may be empty.
    var note = ""

    /// One column: its heading and how its values are set.
    struct Column: TemplateView {
        var heading: Markup
        /// Numbers are set at the right with figures of equal width.
        var isNumeric = false
        /// Whether the values name their row.
        var isRowHeading = false
    }

    /// The body is written here and not by the template: a report holds thousands of cells, and the template library
    /// takes some twenty microseconds for each.
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
