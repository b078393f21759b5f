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
    var summary: Markup
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
    var summary = Markup.empty
    /// Whether it is a part of the entry before.
    var isPart = false
    var headings: [String] = []
    /// A row for each setting or column, as many texts in each as there are headings.
    var rows: [[String]] = []
    /// For each row where its name leads; none without links.
    var links: [String] = []

    /// The body is written here and not by the template, as that of ``TableView``: there are thousands of cells.
    var derived: [String: Any] {
        ["headingViews": headings.map(Heading.init), "body": rows.indices.map(row).joined(separator: "\n")]
    }

    /// The first cell names the row; from the third on each says on narrow screens what it is.
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
