/// The text of a tree without markup, for the search index, descriptions and labels.
extension [Inline] {
    /// The text, with formulas as TeX and citations as authors and year, without footnotes.
    var plainText: String { map(\.plainText).joined() }
}

extension Inline {
    /// The text of this inline alone.
    var plainText: String {
        switch kind {
        case .text(let text), .code(let text): text
        case .formula(let formula): formula.tex.text
        case .emphasis(let content), .strong(let content), .strikethrough(let content), .element(_, let content),
            .crossReference(_, let content):
            content.plainText
        case .link(let link): link.content.plainText
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
        case .formula(let formula): [formula.tex.text]
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
