/// The main content of the reference: what can be written, section by section.
struct AppendixView: RenderedView {
    static let templateName = "appendix"

    var title: String
    /// What the page holds, in a sentence or two.
    var lead: String
    var sections: [AppendixSectionView]
}

/// What may stand in one place: under a key, in a directive, in a table.
struct AppendixSectionView: TemplateView {
    /// Anchor.
    var id: String
    var title: String
    var summaryHTML: String
    /// Lines of YAML; may be empty.
    var example = ""
    var entries: [AppendixEntryView]
}

/// One name with a table of what belongs to it.
struct AppendixEntryView: TemplateView {
    /// Anchor.
    var id = ""
    /// The name as it is written; empty for a section's only table.
    var name = ""
    var summaryHTML = ""
    /// Whether it is a part of the entry before.
    var isPart = false
    var headings: [String] = []
    /// A row for each setting or column, as many texts in each as there are headings.
    var rows: [[String]] = []
    /// For each row where its name leads; none without links.
    var links: [String] = []

    /// The body is written here and not by the template, as that of ``TableView``: there are thousands of cells.
    var derived: [String: Any] {
        ["headingViews": headings.map(Heading.init), "rowsHTML": rows.indices.map(rowHTML).joined(separator: "\n")]
    }

    /// The first cell names the row; from the third on each says on narrow screens what it is.
    private func rowHTML(_ index: Int) -> String {
        let cells = zip(rows[index], headings).enumerated().map { column, cell in
            switch column {
            case 0: "<th scope=\"row\">\(linked("<code>\(cell.0.markupEscaped)</code>", index))</th>"
            case 1: "<td>\(cell.0.codeMarked)</td>"
            default: cell.0.isEmpty ? "<td></td>" : "<td data-label=\"\(cell.1)\">\(cell.0.codeMarked)</td>"
            }
        }
        return "<tr>\(cells.joined())</tr>"
    }

    private func linked(_ html: String, _ row: Int) -> String {
        links.isEmpty ? html : "<a href=\"\(links[row].markupEscaped)\">\(html)</a>"
    }

    private struct Heading: TemplateView {
        var text: String
    }
}
