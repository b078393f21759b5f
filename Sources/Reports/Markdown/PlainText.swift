/// The text of a tree without markup, for the search index, descriptions and labels.
extension [Inline] {
    /// The text, formulas in plain Unicode, citations by authors and year, footnotes left out.
    var plainText: String { map(\.plainText).joined() }

    /// A name for what is formulas alone, for which not every program that reads aloud has words; else empty.
    var spoken: String {
        let isMathsAlone = contains(where: \.isFormula) && allSatisfy { $0.isFormula || $0.plainText == " " }
        return isMathsAlone ? plainText : ""
    }

    /// The text with its formulas as TeX, of which addresses are made.
    var sourceText: String { map { $0.text(of: \.tex.text) }.joined() }
}

extension Inline {
    /// The text of this inline alone.
    var plainText: String { text(of: \.plainText) }

    fileprivate var isFormula: Bool { if case .formula = kind { true } else { false } }

    fileprivate func text(of formulas: (Formula) -> String) -> String {
        switch kind {
        case .text(let text), .code(let text): text
        case .formula(let formula): formulas(formula)
        case .emphasis(let content), .strong(let content), .strikethrough(let content), .element(_, let content),
            .crossReference(_, let content):
            content.map { $0.text(of: formulas) }.joined()
        case .link(let link): link.content.map { $0.text(of: formulas) }.joined()
        case .value(let value): value.text
        case .image(let image): image.alt
        case .softBreak, .lineBreak: " "
        case .citation(let works): CitationText(works: works).plain
        case .footnote: ""
        }
    }
}

extension [Block] {
    /// The text, one line for each leaf block, without directives.
    var plainText: String { flatMap(\.plainLines).filter { !$0.isEmpty }.joined(separator: "\n") }
}

extension Block {
    fileprivate var plainLines: [String] {
        switch kind {
        case .heading(let heading): [heading.content.plainText]
        case .paragraph(let content): [content.plainText]
        case .formula(let formula): [formula.plainText]
        case .code(_, let text): [text]
        case .quote(let blocks): blocks.flatMap(\.plainLines)
        case .callout(let callout): [callout.title.plainText] + callout.blocks.flatMap(\.plainLines)
        case .list(let list): list.items.flatMap { $0.blocks.flatMap(\.plainLines) }
        case .table(let table):
            ([table.header] + table.rows).map { $0.map(\.plainText).joined(separator: " ") }
        case .details(let details): [details.summary] + details.blocks.flatMap(\.plainLines)
        case .directive, .rule: []
        }
    }
}
