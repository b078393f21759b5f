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
        /// The heading in plain text.
        var name = ""
        /// The same for readers by ear, where the heading is a formula alone; else empty.
        var spoken = ""
        /// Whether values are numbers, which are aligned to the right in tabular figures.
        var isNumeric = false
        /// Whether the values are headings of their rows.
        var isRowHeading = false
    }

    /// The body is written here and not by the template.
    ///
    /// A report contains thousands of cells, and the template library takes about twenty microseconds for each.
    func derived(in format: PageFormat) -> [String: Any] {
        format == .html ? ["body": html, "isBroad": isBroad] : ["body": markdown]
    }

    private var isBroad: Bool {
        TableRoom.isBroad(
            columns.enumerated().map { index, column in
                [column.name] + rows.compactMap { $0.indices.contains(index) ? PlainFormula.text(in: $0[index]) : nil }
            }
        )
    }

    private var html: Markup {
        let decimals = columns.indices.map { mostDecimals(of: $0) }
        return rows.map { row -> Markup in
            let cells = row.indices.prefix(columns.count).map { cell(row[$0], of: columns[$0], decimals: decimals[$0]) }
            return .html("<tr>\(cells.joined())</tr>")
        }
        .joined(separator: "\n")
    }

    /// The most decimals that a column of numbers has; none where none has any.
    private func mostDecimals(of column: Int) -> Int {
        guard columns[column].isNumeric else { return 0 }
        return rows.compactMap { $0.indices.contains(column) ? Self.decimals($0[column]) : nil }.max() ?? 0
    }

    /// How many decimals a number has that is written out; nil for all else.
    private static func decimals(_ text: String) -> Int? {
        guard let first = text.first(where: { $0 != "−" }), first.isNumber,
            text.allSatisfy({ $0.isWholeNumber || "−.\u{202F}".contains($0) })
        else { return nil }
        return text.firstIndex(of: ".").map { text.distance(from: $0, to: text.endIndex) - 1 } ?? 0
    }

    /// Blanks as wide as the decimals that a number lacks, so that its point stands below the others'.
    private static func padding(_ text: String, to most: Int) -> String {
        guard let own = decimals(text), own < most else { return "" }
        return (own == 0 ? "\u{2008}" : "") + String(repeating: "\u{2007}", count: most - own)
    }

    private var markdown: Markup {
        let cells = rows.map { row in
            row.map { $0.isEmpty ? .markdown("–") : formulas[$0] ?? .markdown("\($0)") }
        }
        return MarkdownWriter.table(columns.map(\.heading), columns.map { $0.isNumeric ? .right : nil }, cells)
    }

    private func cell(_ text: String, of column: Column, decimals: Int) -> Markup {
        let kind: Markup = column.isNumeric ? .html(" class=\"number\"") : .empty
        let shown = formulas[text] ?? .html("\(text)\(Self.padding(text, to: decimals))")
        let value = text.isEmpty ? .html("<span class=\"missing\">–</span>") : shown
        return column.isRowHeading ? .html("<th scope=\"row\"\(kind)>\(value)</th>") : .html("<td\(kind)>\(value)</td>")
    }
}

extension TableView.Column {
    /// A column under a heading that may hold formulas, which `label` sets.
    init(_ heading: String, isNumeric: Bool, isRowHeading: Bool = false, label: (String) -> Markup) {
        self.init(
            heading: label(heading),
            name: PlainFormula.text(in: heading),
            spoken: PlainFormula.spoken(heading),
            isNumeric: isNumeric,
            isRowHeading: isRowHeading
        )
    }
}
