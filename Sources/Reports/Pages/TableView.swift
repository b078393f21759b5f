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
    /// Such as "60 of 1,200 rows; all are in the CSV file"; may be empty.
    var note = ""

    /// One column: its heading and how its values are set.
    struct Column: TemplateView {
        var heading: String
        /// Numbers are set at the right with figures of equal width.
        var isNumeric = false
        /// Whether the values name their row.
        var isRowHeading = false
    }

    private struct Row: TemplateView {
        var cells: [Cell]
    }

    private struct Cell: TemplateView {
        var text: String
        var isNumeric: Bool
        var isRowHeading: Bool
    }

    var derived: [String: Any] {
        ["rows": rows.map { row in Row(cells: zip(row, columns).map(cell)) }]
    }

    private func cell(_ text: String, of column: Column) -> Cell {
        Cell(text: text, isNumeric: column.isNumeric, isRowHeading: column.isRowHeading)
    }
}
