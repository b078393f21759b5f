import Charts
import Foundation

/// Renders GitHub-flavoured Markdown with the templates of `Resources/Markdown`; each page has its own renderer.
struct MarkdownRenderer: Renderer {
    let format = PageFormat.markdown
    let templates: PageTemplates
    /// The book's TeX macros, which Markdown viewers do not know.
    let macros: [String: String]
    /// The footnotes of the page.
    let notes = MarkdownNotes()

    func escaped(_ text: String) -> Markup { .markdown("\(text)") }

    func label(_ text: String) -> Markup {
        Label.pieces(of: text).map { $0.isMaths ? inline($0.text) : escaped($0.text) }.joined()
    }

    func code(_ text: String) -> Markup { Markup(written: text.markdownCode) }

    func paragraph(_ markup: Markup) -> Markup { markup.changed(MarkdownWriter.guarded) }

    func link(_ markup: Markup, to address: String, kind: LinkKind) -> Markup {
        let needsBrackets = address.contains { " ()<>".contains($0) }
        return .markdown("[\(markup)](\(Markup(written: needsBrackets ? "<\(address)>" : address)))")
    }

    func formula(_ formula: Formula, number: String) -> Markup {
        guard formula.isDisplay else { return inline(formula.tex.text) }
        let tex = expanded(formula.tex.text)
        let tag = number.isEmpty ? "" : " \\tag{\(number)}"
        let place = formula.label.map { Markup.markdown("\(anchor($0))\n\n") } ?? .empty
        return place + Markup(written: "$$\n\(tex.trimmed)\(tag)\n$$")
    }

    func source(_ text: String, marked: () throws -> Markup) rethrows -> Markup { Markup(written: text) }

    /// Pages have the same names as in the site, with another extension.
    func address(_ address: String) -> String {
        guard !address.contains("://"), let range = address.firstRange(of: ".html") else { return address }
        let rest = address[range.upperBound...]
        let page = rest.isEmpty || rest.hasPrefix("#") ? address[..<range.lowerBound] + ".md" + rest : address
        // A parenthesis in the address would end the link.
        return page.replacing("(", with: "%28").replacing(")", with: "%29")
    }

    func writer(of document: Document, asking resolver: any ProseResolver, identifiers: PageIdentifiers)
        -> any PageWriter
    {
        MarkdownWriter(document, resolver: resolver, renderer: self, identifiers: identifiers)
    }

    func render(_ view: some RenderedView) throws -> Markup {
        try templates.render(view, as: .markdown).changed { Self.collapsed($0).trimmed }
    }

    /// The text without empty lines left by template tags; those in code stay.
    private static func collapsed(_ text: String) -> String {
        var lines: [Substring] = []
        var fence: Substring?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let mark = line.drop { $0 == " " || $0 == ">" }.prefix { $0 == "`" }
            if fence == nil, line.allSatisfy({ $0 == " " }), lines.last?.isEmpty ?? true { continue }
            lines.append(fence == nil && line.allSatisfy { $0 == " " } ? "" : line)
            guard mark.count >= 3 else { continue }
            if fence == nil { fence = mark } else if mark == fence { fence = nil }
        }
        return lines.joined(separator: "\n")
    }

    /// A target for references.
    func anchor(_ id: String) -> Markup { .html("<a id=\"\(id)\"></a>") }

    /// A formula within a line; bars are written as commands, since the line may be a table cell.
    private func inline(_ tex: String) -> Markup {
        let line = expanded(tex).split(separator: "\n").joined(separator: " ")
        // In an array's column specification a bar means a line between columns.
        guard !line.contains("\\begin{array}") else { return Markup(written: "$\(line)$") }
        let bars = line.replacing("\\|", with: "\\Vert ").replacing("|", with: "\\vert ")
        return Markup(written: "$\(bars)$")
    }

    /// The formula with the book's macros expanded; a macro with arguments stays as it is.
    private func expanded(_ tex: String) -> String {
        guard tex.contains("\\") else { return tex }
        var text = tex
        for (name, meaning) in macros.sorted(by: { $0.key.count > $1.key.count }) where !meaning.contains("#") {
            // Authors write the names with or without the backslash.
            text = Self.replacing(name.hasPrefix("\\") ? name : "\\" + name, by: "{\(meaning)}", in: text)
        }
        return text
    }

    /// Replaces a command where no letter follows it.
    private static func replacing(_ name: String, by meaning: String, in text: String) -> String {
        var parts = text.components(separatedBy: name)
        var out = parts.removeFirst()
        for part in parts {
            let goesOn = name.last?.isLetter == true && part.first?.isLetter == true
            out += (goesOn ? name : meaning) + part
        }
        return out
    }
}
