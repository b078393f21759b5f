import Diagnostics

/// Writes blocks and inlines as GitHub-flavoured Markdown: the author's own, with everything in it that the book knows and
/// a reader of files does not.
struct MarkdownWriter: PageWriter {
    private let footnotes: [Document.Footnote]
    private let resolver: any ProseResolver
    private let notes: MarkdownNotes
    private let renderer: MarkdownRenderer
    private let identifiers: PageIdentifiers
    /// The labels of the notes that have been referred to.
    private var labels: [Int: String] = [:]
    /// Whether links are written as their text, because a link is around them.
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

    mutating func written(_ blocks: [Block]) -> String {
        var parts: [String] = []
        for (index, block) in blocks.enumerated() {
            // Two lists one after the other would be one.
            if index > 0, case .list = block.kind, case .list = blocks[index - 1].kind { parts.append("<!-- -->") }
            parts.append(written(block))
        }
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    mutating func written(_ inlines: [Inline]) -> String { inlines.map { written($0) }.joined() }

    mutating func label(_ inlines: [Inline]) -> String {
        let wasFlat = isFlat
        isFlat = true
        defer { isFlat = wasFlat }
        return written(inlines)
    }

    // MARK: - Blocks

    private mutating func written(_ block: Block) -> String {
        switch block.kind {
        case .heading(let heading):
            // Readers of Markdown make their own anchors of headings, by other rules.
            let anchor = renderer.anchor(heading.id)
            return "\(anchor)\n\n\(String(repeating: "#", count: heading.level)) \(written(heading.content))"
        case .paragraph(let content): return Self.guarded(written(content))
        case .formula(let formula): return resolver.formula(formula)
        case .code(let language, let text):
            let body = text.hasSuffix("\n") ? text : text + "\n"
            return "\(text.fence)\(language ?? "")\n\(body)\(text.fence)"
        case .quote(let blocks): return Self.quoted(written(blocks))
        case .callout(let callout):
            let title = callout.title.isEmpty ? "" : "**\(written(callout.title))**\n\n"
            return "> [!\(callout.kind.rawValue.uppercased())]\n" + Self.quoted(title + written(callout.blocks))
        case .list(let list): return self.list(list)
        case .table(let table):
            let rows = table.rows.map { row in row.map { written($0) } }
            return Self.table(table.header.map { written($0) }, table.alignments, rows)
        case .directive(let fence): return resolver.directive(fence, at: block.place)
        case .details(let details):
            let summary = details.summary.markupEscaped
            let open = details.isOpen ? " open" : ""
            return "<details\(open)><summary>\(summary)</summary>\n\n\(written(details.blocks))\n\n</details>"
        case .rule: return "---"
        }
    }

    /// A paragraph of which the first sign of a line would make something else.
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

    private mutating func list(_ list: Block.List) -> String {
        var items: [String] = []
        for (index, item) in list.items.enumerated() {
            let mark = list.start.map { "\($0 + index). " } ?? "- "
            let box = item.isChecked.map { $0 ? "[x] " : "[ ] " } ?? ""
            let blocks = item.blocks.map { written($0) }.joined(separator: list.isTight ? "\n" : "\n\n")
            items.append(mark + (box + blocks).indented(by: mark.count))
        }
        return items.joined(separator: list.isTight ? "\n" : "\n\n")
    }

    /// A table of finished cells.
    static func table(_ header: [String], _ alignments: [Block.Table.Alignment?], _ rows: [[String]]) -> String {
        let marks = alignments.map { alignment in
            switch alignment {
            case .left: ":---"
            case .centre: ":---:"
            case .right: "---:"
            case nil: "---"
            }
        }
        return ([header, marks] + rows).map { row in
            "| " + row.map(\.markdownCell).joined(separator: " | ") + " |"
        }.joined(separator: "\n")
    }

    // MARK: - Inlines

    private mutating func written(_ inline: Inline) -> String {
        switch inline.kind {
        case .text(let text):
            // Behind an exclamation mark a link would be a picture.
            let isShout = text.hasSuffix("!")
            return isShout ? text.dropLast().markdownEscaped + "\\!" : text.markdownEscaped
        case .code(let text): return text.markdownCode
        case .formula(let formula): return resolver.formula(formula)
        case .emphasis(let content): return "*\(written(content))*"
        case .strong(let content): return "**\(written(content))**"
        case .strikethrough(let content): return "~~\(written(content))~~"
        case .element(let name, let content): return "<\(name)>\(written(content))</\(name)>"
        case .link(let link):
            if isFlat { return written(link.content) }
            return renderer.link(label(link.content), to: resolver.linkAddress(link, at: inline.place), kind: .plain)
        case .crossReference(let target, let content):
            let found = resolver.reference(to: target, at: inline.place)
            let text = content.isEmpty ? (found?.text ?? target).markdownEscaped : label(content)
            guard let found, !isFlat else { return text }
            return renderer.link(text, to: found.address, kind: .reference)
        case .value(let value):
            return isFlat ? value.text.markdownEscaped : resolver.value(value, at: inline.place)
        case .citation(let works):
            return isFlat ? inline.plainText.markdownEscaped : resolver.citation(of: works, at: inline.place)
        case .image(let image):
            let address = resolver.imageAddress(image, at: inline.place)
            return "!" + renderer.link(image.alt.markdownEscaped, to: address, kind: .plain)
        case .footnote(let number): return isFlat ? "" : mark(of: number)
        case .softBreak: return " "
        case .lineBreak: return "\\\n"
        }
    }

    // MARK: - Footnotes

    private mutating func mark(of number: Int) -> String {
        guard footnotes.indices.contains(number - 1) else { return "" }
        if let label = labels[number] { return "[^\(label)]" }
        let label = identifiers.take("note-\(number)")
        labels[number] = label
        let text = written(footnotes[number - 1].blocks)
        notes.add("[^\(label)]: " + text.indented(by: 4))
        return "[^\(label)]"
    }
}

/// The footnotes of one page, which stand at its end.
final class MarkdownNotes {
    private var texts: [String] = []

    func add(_ text: String) { texts.append(text) }

    var text: String { texts.joined(separator: "\n\n") }
}
