import Charts

/// Renders HTML5 with the templates of `Resources/Templates`.
struct HTMLRenderer: Renderer {
    let format = PageFormat.html
    let templates: PageTemplates
    let maths: MathRenderer

    func escaped(_ text: String) -> Markup { .html("\(text)") }

    func label(_ text: String) -> Markup {
        guard text.contains("$") else { return escaped(text) }
        return Label.pieces(of: text).map { piece in
            guard piece.isMaths else { return escaped(piece.text) }
            return (try? maths.render(piece.text, display: false)).map(Markup.init(written:)) ?? escaped(piece.text)
        }.joined()
    }

    func code(_ text: String) -> Markup { .html("<code>\(text)</code>") }

    func paragraph(_ markup: Markup) -> Markup { .html("<p>\(markup)</p>") }

    func link(_ markup: Markup, to address: String, kind: LinkKind) -> Markup {
        let name: Markup = kind == .plain ? .empty : .html("class=\"\(kind.rawValue)\" ")
        return .html("<a \(name)href=\"\(address)\">\(markup)</a>")
    }

    func formula(_ formula: Formula, number: String) -> Markup {
        let html = (try? maths.render(formula)).map(Markup.init(written:)) ?? escaped(formula.tex.text)
        guard formula.isDisplay else { return html }
        return (try? render(EquationView(id: formula.label ?? "", number: number, maths: html))) ?? html
    }

    func source(_ text: String, marked: () throws -> Markup) rethrows -> Markup { try marked() }

    func address(_ address: String) -> String { address }

    func writer(of document: Document, asking resolver: any ProseResolver, identifiers: PageIdentifiers)
        -> any PageWriter
    {
        ProseWriter(document, resolver: resolver, identifiers: identifiers)
    }

    func render(_ view: some RenderedView) throws -> Markup { try templates.render(view) }
}

extension ProseWriter: PageWriter {
    mutating func written(_ blocks: [Block]) -> Markup { html(blocks) }

    mutating func written(_ inlines: [Inline]) -> Markup { html(inlines) }
}
