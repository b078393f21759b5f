import Diagnostics

/// Writes blocks and inlines as GitHub-flavoured Markdown, in which the references and values of the book are
/// resolved.
struct MarkdownWriter: PageWriter {
    private let footnotes: [Document.Footnote]
    private let resolver: any ProseResolver
    private let notes: MarkdownNotes
    private let renderer: MarkdownRenderer
    private let identifiers: PageIdentifiers
    /// The labels of the footnotes that have been referred to.
    private var labels: [Int: String] = [:]
    /// Whether links are written as plain text, because a link surrounds them.
    private var isFlat = false

    init(
        _ document: Document,
        resolver: any ProseResolver,
        renderer: MarkdownRenderer,
        identifiers: PageIdentifiers
    ) {
        footnotes = document.footnotes
        self.resolver = resolver
        self.renderer = renderer
        self.identifiers = identifiers
        notes = renderer.notes
    }

    mutating func written(_ blocks: [Block]) -> Markup {
        var parts: [Markup] = []
        for (index, block) in blocks.enumerated() {
            // Two adjacent lists would be read as one.
            if index > 0, case .list = block.kind, case .list = blocks[index - 1].kind {
                parts.append(.markdown("<!-- -->"))
            }
            parts.append(written(block))
        }
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    mutating func written(_ inlines: [Inline]) -> Markup { inlines.map { written($0) }.joined() }

    mutating func label(_ inlines: [Inline]) -> Markup {
        let wasFlat = isFlat
        isFlat = true
        defer { isFlat = wasFlat }
        return written(inlines)
    }

    // MARK: - Blocks

    private mutating func written(_ block: Block) -> Markup {
        switch block.kind {
        case .heading(let heading):
            // Markdown viewers make anchors of headings by other rules.
            let mark = Markup(written: String(repeating: "#", count: heading.level))
            return .markdown("\(renderer.anchor(heading.id))\n\n\(mark) \(written(heading.content))")
        case .paragraph(let content): return written(content).changed(Self.guarded)
        case .formula(let formula): return resolver.formula(formula)
        case .code(let language, let text):
            let body = text.hasSuffix("\n") ? text : text + "\n"
            return Markup(written: "\(text.fence)\(language ?? "")\n\(body)\(text.fence)")
        case .quote(let blocks): return written(blocks).changed(Self.quoted)
        case .callout(let callout):
            let kind = Markup(written: callout.kind.rawValue.uppercased())
            let title: Markup = callout.title.isEmpty ? .empty : .markdown("**\(written(callout.title))**\n\n")
            return .markdown("> [!\(kind)]\n\((title + written(callout.blocks)).changed(Self.quoted))")
        case .list(let list): return self.list(list)
        case .table(let table):
            let rows = table.rows.map { row in row.map { written($0) } }
            return Self.table(table.header.map { written($0) }, table.alignments, rows)
        case .directive(let fence): return resolver.directive(fence, at: block.place)
        case .details(let details):
            let head = Markup.html("<details\(details.isOpen ? " open" : "")><summary>\(details.summary)</summary>")
            return .markdown("\(head)\n\n\(written(details.blocks))\n\n</details>")
        case .rule: return .markdown("---")
        }
    }

    /// A paragraph in which the first character of each line is escaped if it would start another block.
    static func guarded(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map(guardedLine).joined(separator: "\n")
    }

    private static func guardedLine(_ line: Substring) -> String {
        if let first = line.first, "+-=".contains(first) { return "\\" + line }
        guard let match = line.prefixMatch(of: /(\d+)([.)])(?=\s)/) else { return String(line) }
        return "\(match.output.1)\\\(match.output.2)" + line[match.range.upperBound...]
    }

    private static func quoted(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? ">" : "> \($0)" }.joined(separator: "\n")
    }

    private mutating func list(_ list: Block.List) -> Markup {
        var items: [Markup] = []
        for (index, item) in list.items.enumerated() {
            let mark = list.start.map { "\($0 + index). " } ?? "- "
            let box: Markup = item.isChecked.map { .markdown($0 ? "[x] " : "[ ] ") } ?? .empty
            let blocks = item.blocks.map { written($0) }.joined(separator: list.isTight ? "\n" : "\n\n")
            items.append(Markup(written: mark) + (box + blocks).changed { $0.indented(by: mark.count) })
        }
        return items.joined(separator: list.isTight ? "\n" : "\n\n")
    }

    /// A table of rendered cells.
    static func table(_ header: [Markup], _ alignments: [Block.Table.Alignment?], _ rows: [[Markup]]) -> Markup {
        let marks = alignments.map { alignment in
            switch alignment {
            case .left: ":---"
            case .centre: ":---:"
            case .right: "---:"
            case nil: "---"
            }
        }
        return ([header, marks.map(Markup.init(written:))] + rows).map { row -> Markup in
            .markdown("| \(row.map { $0.changed(\.markdownCell) }.joined(separator: " | ")) |")
        }.joined(separator: "\n")
    }

    // MARK: - Inlines

    private mutating func written(_ inline: Inline) -> Markup {
        switch inline.kind {
        case .text(let text):
            // Behind an exclamation mark, a link would be an image.
            return text.hasSuffix("!") ? .markdown("\(text.dropLast())\\!") : .markdown("\(text)")
        case .code(let text): return renderer.code(text)
        case .formula(let formula): return resolver.formula(formula)
        case .emphasis(let content): return .markdown("*\(written(content))*")
        case .strong(let content): return .markdown("**\(written(content))**")
        case .strikethrough(let content): return .markdown("~~\(written(content))~~")
        case .element(let name, let content): return .markdown("<\(name)>\(written(content))</\(name)>")
        case .link(let link):
            if isFlat { return written(link.content) }
            return renderer.link(label(link.content), to: resolver.linkAddress(link, at: inline.place), kind: .plain)
        case .crossReference(let target, let content):
            let found = resolver.reference(to: target, at: inline.place)
            let text = content.isEmpty ? .markdown("\(found?.text ?? target)") : label(content)
            guard let found, !isFlat else { return text }
            return renderer.link(text, to: found.address, kind: .reference)
        case .value(let value):
            return isFlat ? .markdown("\(value.text)") : resolver.value(value, at: inline.place)
        case .citation(let works):
            return isFlat ? .markdown("\(inline.plainText)") : resolver.citation(of: works, at: inline.place)
        case .image(let image):
            let address = resolver.imageAddress(image, at: inline.place)
            return .markdown("!\(renderer.link(renderer.escaped(image.alt), to: address, kind: .plain))")
        case .footnote(let number): return isFlat ? .empty : mark(of: number)
        case .softBreak: return .markdown(" ")
        case .lineBreak: return .markdown("\\\n")
        }
    }

    // MARK: - Footnotes

    private mutating func mark(of number: Int) -> Markup {
        guard footnotes.indices.contains(number - 1) else { return .empty }
        if let label = labels[number] { return Markup(written: "[^\(label)]") }
        let label = identifiers.take("note-\(number)")
        labels[number] = label
        let text = written(footnotes[number - 1].blocks)
        let mark = Markup(written: "[^\(label)]")
        notes.add(.markdown("\(mark): \(text.changed { $0.indented(by: 4) })"))
        return mark
    }
}

/// The footnotes of one page, which are placed at its end.
final class MarkdownNotes {
    private var notes: [Markup] = []

    func add(_ note: Markup) { notes.append(note) }

    var all: Markup { notes.joined(separator: "\n\n") }
}
