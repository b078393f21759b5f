/// The main content of the reference page, in sections.
struct AppendixView: RenderedView {
    static let templateName = "appendix"

    var title: String
    /// A description of the page, in a sentence or two.
    var lead: String
    var sections: [AppendixSectionView]
}

/// A section of the reference: the contents of one key, directive or table.
struct AppendixSectionView: TemplateView {
    /// The HTML id.
    var id: String
    var title: String
    var summary: Markup
    /// An example in YAML; may be empty.
    var example = ""
    var entries: [AppendixEntryView]
}

/// A name with a table of its settings or columns.
struct AppendixEntryView: TemplateView {
    /// The HTML id.
    var id = ""
    /// The name as it is written; empty for a section's only table.
    var name = ""
    var summary = Markup.empty
    /// Whether it is a part of the previous entry.
    var isPart = false
    var headings: [String] = []
    /// A row for each setting or column, with one text for each heading.
    var rows: [[String]] = []
    /// For each row, the address of its name; empty without links.
    var links: [String] = []

    /// The body is written here and not by the template, as in ``TableView``: there are thousands of cells.
    var derived: [String: Any] {
        ["headingViews": headings.map(Heading.init), "body": rows.indices.map(row).joined(separator: "\n")]
    }

    /// A row of the table.
    ///
    /// The first cell is the row's heading; from the third on, cells repeat their column's heading on narrow screens.
    private func row(_ index: Int) -> Markup {
        let cells = zip(rows[index], headings).enumerated().map { column, cell -> Markup in
            switch column {
            case 0: .html("<th scope=\"row\">\(linked(.html("<code>\(cell.0)</code>"), index))</th>")
            case 1: .html("<td>\(cell.0.codeMarked)</td>")
            default:
                cell.0.isEmpty ? .html("<td></td>") : .html("<td data-label=\"\(cell.1)\">\(cell.0.codeMarked)</td>")
            }
        }
        return .html("<tr>\(cells.joined())</tr>")
    }

    private func linked(_ html: Markup, _ row: Int) -> Markup {
        links.isEmpty ? html : .html("<a href=\"\(links[row])\">\(html)</a>")
    }

    private struct Heading: TemplateView {
        var text: String
    }
}
