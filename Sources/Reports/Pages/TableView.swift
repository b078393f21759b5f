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
    var formulasHTML: [String: String] = [:]
    /// Such as "60 of 1,200 rows; all are in the CSV file"; may be empty.
    var note = ""

    /// One column: its heading and how its values are set.
    struct Column: TemplateView {
        var headingHTML: String
        /// Numbers are set at the right with figures of equal width.
        var isNumeric = false
        /// Whether the values name their row.
        var isRowHeading = false
    }

    /// The body is written here and not by the template: a report holds thousands of cells, and the template library
    /// takes some twenty microseconds for each.
    func derived(in format: PageFormat) -> [String: Any] {
        format == .html ? ["rowsHTML": html] : ["tableHTML": markdown]
    }

    private var html: String {
        rows.map { row in "<tr>\(zip(row, columns).map(cell).joined())</tr>" }.joined(separator: "\n")
    }

    private var markdown: String {
        let cells = rows.map { row in row.map { $0.isEmpty ? "–" : formulasHTML[$0] ?? $0.markdownEscaped } }
        return MarkdownWriter.table(columns.map(\.headingHTML), columns.map { $0.isNumeric ? .right : nil }, cells)
    }

    private func cell(_ text: String, of column: Column) -> String {
        let kind = column.isNumeric ? " class=\"number\"" : ""
        let shown = formulasHTML[text] ?? text.markupEscaped
        let value = text.isEmpty ? "<span class=\"missing\">none</span>" : shown
        return column.isRowHeading ? "<th scope=\"row\"\(kind)>\(value)</th>" : "<td\(kind)>\(value)</td>"
    }
}
