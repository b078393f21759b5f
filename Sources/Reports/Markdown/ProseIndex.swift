import Diagnostics
import Settings

/// Everything in a chapter that must be checked against the book, in reading order.
struct ProseIndex: Sendable {
    /// An item with its place.
    struct Entry<Item: Sendable>: Sendable {
        var item: Item
        var place: Place
    }

    private(set) var formulas: [Formula] = []
    private(set) var directives: [Entry<Block.Fence>] = []
    private(set) var crossReferences: [Entry<String>] = []
    private(set) var citedWorks: [Inline.CitedWork] = []
    private(set) var values: [Inline.Value] = []
    private(set) var images: [Entry<Inline.Image>] = []
    private(set) var links: [Entry<Inline.Link>] = []
    /// The identifiers of the chapter's headings and labelled equations.
    private(set) var identifiers: [Entry<String>] = []

    /// Walks the whole document, footnotes last.
    init(_ document: Document) {
        add(document.blocks)
        for footnote in document.footnotes { add(footnote.blocks) }
    }

    private mutating func add(_ blocks: [Block]) {
        for block in blocks { add(block) }
    }

    private mutating func add(_ block: Block) {
        switch block.kind {
        case .heading(let heading):
            identifiers.append(Entry(item: heading.id, place: block.place))
            add(heading.content)
        case .paragraph(let content): add(content)
        case .formula(let formula):
            formulas.append(formula)
            if let label = formula.label { identifiers.append(Entry(item: label, place: block.place)) }
        case .quote(let blocks): add(blocks)
        case .callout(let callout):
            add(callout.title)
            add(callout.blocks)
        case .list(let list): for item in list.items { add(item.blocks) }
        case .table(let table): for row in [table.header] + table.rows { for cell in row { add(cell) } }
        case .directive(let fence): directives.append(Entry(item: fence, place: block.place))
        case .details(let details): add(details.blocks)
        case .code, .rule: break
        }
    }

    private mutating func add(_ inlines: [Inline]) {
        for inline in inlines { add(inline) }
    }

    private mutating func add(_ inline: Inline) {
        switch inline.kind {
        case .formula(let formula): formulas.append(formula)
        case .emphasis(let content), .strong(let content), .strikethrough(let content), .element(_, let content):
            add(content)
        case .crossReference(let target, let content):
            crossReferences.append(Entry(item: target, place: inline.place))
            add(content)
        case .link(let link):
            links.append(Entry(item: link, place: inline.place))
            add(link.content)
        case .value(let value): values.append(value)
        case .citation(let works): citedWorks += works
        case .image(let image): images.append(Entry(item: image, place: inline.place))
        case .text, .code, .footnote, .softBreak, .lineBreak: break
        }
    }
}
