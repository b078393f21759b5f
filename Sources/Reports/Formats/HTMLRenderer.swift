import Charts

/// HTML5 by the templates of `Resources/Templates`.
struct HTMLRenderer: Renderer {
    let templates: PageTemplates
    let maths: MathRenderer

    func escaped(_ text: String) -> String { text.markupEscaped }

    func label(_ text: String) -> String {
        guard text.contains("$") else { return text.markupEscaped }
        return Label.pieces(of: text).map { piece in
            guard piece.isMaths else { return piece.text.markupEscaped }
            return (try? maths.render(piece.text, display: false)) ?? piece.text.markupEscaped
        }.joined()
    }

    func code(_ text: String) -> String { "<code>\(text.markupEscaped)</code>" }

    func paragraph(_ markup: String) -> String { "<p>\(markup)</p>" }

    func link(_ markup: String, to address: String, kind: LinkKind) -> String {
        let name = kind == .plain ? "" : "class=\"\(kind.rawValue)\" "
        return "<a \(name)href=\"\(address.markupEscaped)\">\(markup)</a>"
    }

    func formula(_ formula: Formula, number: String) -> String {
        let html = (try? maths.render(formula)) ?? formula.tex.text.markupEscaped
        guard formula.isDisplay else { return html }
        return (try? render(EquationView(id: formula.label ?? "", number: number, mathsHTML: html))) ?? html
    }

    func source(_ text: String, marked: () throws -> String) rethrows -> String { try marked() }

    func address(_ address: String) -> String { address }

    func writer(of document: Document, asking resolver: any ProseResolver, identifiers: PageIdentifiers)
        -> any PageWriter
    {
        ProseWriter(document, resolver: resolver, identifiers: identifiers)
    }

    func render(_ view: some RenderedView) throws -> String { try templates.render(view) }
}

extension ProseWriter: PageWriter {
    mutating func written(_ blocks: [Block]) -> String { html(blocks) }

    mutating func written(_ inlines: [Inline]) -> String { html(inlines) }
}
