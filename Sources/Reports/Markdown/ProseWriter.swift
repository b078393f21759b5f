import Diagnostics

/// Writes blocks and inlines as HTML5.
///
/// A footnote becomes a side note: an element at the end of the block that first refers to it, which a style sheet can
/// float into the margin. It is a `span` within the paragraph when it is one paragraph itself, and otherwise an `aside`
/// behind the block. No script and no hovering is needed.
struct ProseWriter {
    private let footnotes: [Document.Footnote]
    private let resolver: any ProseResolver
    private let identifiers: PageIdentifiers
    /// The identifiers of the notes that have been referred to, and of their first references.
    private var notes: [Int: (id: String, mark: String)] = [:]
    /// How often each footnote has been referred to.
    private var references: [Int: Int] = [:]
    /// Footnotes referred to in the block under way, whose text is still to be set.
    private var pending: [Int] = []
    /// Whether links are written as their text, because a link is around them.
    private var isFlat = false

    /// A writer for the parts of one document; it counts references, so one writer serves a whole page.
    init(_ document: Document, resolver: any ProseResolver, identifiers: PageIdentifiers) {
        footnotes = document.footnotes
        self.resolver = resolver
        self.identifiers = identifiers
    }

    /// Blocks as HTML, one after the other.
    mutating func html(_ blocks: [Block]) -> String {
        blocks.map { html($0) }.joined() + asideNotes()
    }

    /// Inlines as HTML within a line, with the side notes of their footnotes behind them.
    ///
    /// Notes that hold more than a paragraph cannot stand there: they follow the blocks that are written next.
    mutating func html(_ inlines: [Inline]) -> String {
        line(inlines) + spanNotes()
    }

    /// Inlines as HTML that may stand inside a link, as in a table of contents: without links and footnotes.
    mutating func label(_ inlines: [Inline]) -> String {
        let wasFlat = isFlat
        isFlat = true
        defer { isFlat = wasFlat }
        return line(inlines)
    }

    // MARK: - Blocks

    private mutating func html(_ block: Block) -> String {
        switch block.kind {
        case .heading(let heading): return self.heading(heading)
        case .paragraph(let content):
            let text = line(content) + spanNotes()
            return "<p>\(text)</p>\n" + asideNotes()
        case .formula(let formula): return resolver.formula(formula)
        case .code(let language, let text):
            let name = language.map { " class=\"language-\($0.markupEscaped)\"" } ?? ""
            return "<pre tabindex=\"0\"><code\(name)>\(text.markupEscaped)</code></pre>\n"
        case .quote(let blocks): return "<blockquote>\n\(html(blocks))</blockquote>\n"
        case .callout(let callout): return self.callout(callout)
        case .list(let list): return self.list(list)
        case .table(let table): return self.table(table)
        case .directive(let fence): return resolver.directive(fence, at: block.place)
        case .details(let details):
            let open = details.isOpen ? " open" : ""
            return
                "<details\(open)><summary>\(details.summary.markupEscaped)</summary>\n\(html(details.blocks))</details>\n"
        case .rule: return "<hr>\n"
        }
    }

    private mutating func heading(_ heading: Block.Heading) -> String {
        let text = line(heading.content)
        let id = heading.id.markupEscaped
        let label = "Link to this section: \(heading.content.plainText)".markupEscaped
        let link =
            "<a class=\"heading-link\" href=\"#\(id)\" aria-label=\"\(label)\"><span aria-hidden=\"true\">#</span></a>"
        return "<h\(heading.level) id=\"\(id)\">\(text) \(link)</h\(heading.level)>\n" + asideNotes()
    }

    private mutating func callout(_ callout: Block.Callout) -> String {
        let kind = callout.kind.rawValue
        let title = callout.title.isEmpty ? kind.prefix(1).uppercased() + kind.dropFirst() : line(callout.title)
        let head = "<p class=\"callout-title\">\(title)\(spanNotes())</p>\n" + asideNotes()
        return "<aside class=\"callout callout-\(kind)\" role=\"note\">\n\(head)\(html(callout.blocks))</aside>\n"
    }

    private mutating func list(_ list: Block.List) -> String {
        let tag = list.start == nil ? "ul" : "ol"
        let start = list.start.map { $0 == 1 ? "" : " start=\"\($0)\"" } ?? ""
        let items = list.items.map { item($0, isTight: list.isTight) }.joined()
        return "<\(tag)\(start)>\n\(items)</\(tag)>\n"
    }

    private mutating func item(_ item: Block.List.Item, isTight: Bool) -> String {
        var text = ""
        for block in item.blocks {
            if isTight, case .paragraph(let content) = block.kind {
                text += line(content) + spanNotes() + asideNotes()
            } else {
                text += html(block)
            }
        }
        guard let isChecked = item.isChecked else { return "<li>\(text)</li>\n" }
        let state = isChecked ? "checked aria-label=\"done\"" : "aria-label=\"to do\""
        return "<li class=\"task\"><input type=\"checkbox\" disabled \(state)> \(text)</li>\n"
    }

    private mutating func table(_ table: Block.Table) -> String {
        let columns = table.alignments.indices.map { self.columnClass(table, $0) }
        let label = "Table: \(table.header.map(\.plainText).joined(separator: ", "))".markupEscaped
        var out = "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"\(label)\"><table>\n<thead>"
        out += row(table.header, "th scope=\"col\"", "th", columns) + "</thead>\n"
        if !table.rows.isEmpty {
            out +=
                "<tbody>\n" + table.rows.map { row($0, "td", "td", columns) }.joined(separator: "\n") + "\n</tbody>\n"
        }
        return out + "</table></div>\n" + asideNotes()
    }

    private mutating func row(_ cells: [[Inline]], _ open: String, _ close: String, _ columns: [String]) -> String {
        let texts = cells.enumerated().map { index, cell in
            let name = columns.indices.contains(index) ? columns[index] : ""
            return "<\(open)\(name)>\(line(cell))</\(close)>"
        }
        return "<tr>\(texts.joined())</tr>"
    }

    /// The class of a column: the author's alignment, or that of numbers when every cell of its body is one.
    private func columnClass(_ table: Block.Table, _ index: Int) -> String {
        switch table.alignments[index] {
        case .left: return " class=\"align-left\""
        case .centre: return " class=\"align-centre\""
        case .right: return " class=\"align-right\""
        case nil:
            let cells = table.rows.compactMap { $0.indices.contains(index) ? $0[index].plainText : nil }
            let areNumbers = !cells.isEmpty && cells.allSatisfy { Double($0.replacing("−", with: "-")) != nil }
            return areNumbers ? " class=\"number\"" : ""
        }
    }

    // MARK: - Inlines

    private mutating func line(_ inlines: [Inline]) -> String {
        inlines.map { html($0) }.joined()
    }

    private mutating func html(_ inline: Inline) -> String {
        switch inline.kind {
        case .text(let text): return text.markupEscaped
        case .code(let text): return "<code>\(text.markupEscaped)</code>"
        case .formula(let formula): return resolver.formula(formula)
        case .emphasis(let content): return "<em>\(line(content))</em>"
        case .strong(let content): return "<strong>\(line(content))</strong>"
        case .strikethrough(let content): return "<del>\(line(content))</del>"
        case .element(let name, let content): return "<\(name)>\(line(content))</\(name)>"
        case .link(let link): return html(link, at: inline.place)
        case .crossReference(let target, let content): return reference(to: target, content, at: inline.place)
        case .value(let value): return isFlat ? value.text.markupEscaped : resolver.value(value, at: inline.place)
        case .citation(let works):
            return isFlat ? inline.plainText.markupEscaped : resolver.citation(of: works, at: inline.place)
        case .image(let image): return html(image, at: inline.place)
        case .footnote(let number): return isFlat ? "" : mark(of: number)
        case .softBreak: return "\n"
        case .lineBreak: return "<br>\n"
        }
    }

    private mutating func html(_ link: Inline.Link, at place: Place) -> String {
        if isFlat { return line(link.content) }
        let title = link.title.map { " title=\"\($0.markupEscaped)\"" } ?? ""
        let address = resolver.linkAddress(link, at: place).markupEscaped
        return "<a href=\"\(address)\"\(title)>\(label(link.content))</a>"
    }

    private mutating func reference(to target: String, _ content: [Inline], at place: Place) -> String {
        let found = resolver.reference(to: target, at: place)
        let text = content.isEmpty ? (found?.text ?? target).markupEscaped : label(content)
        guard let found, !isFlat else { return text }
        return "<a class=\"reference\" href=\"\(found.address.markupEscaped)\">\(text)</a>"
    }

    private func html(_ image: Inline.Image, at place: Place) -> String {
        let title = image.title.map { " title=\"\($0.markupEscaped)\"" } ?? ""
        let address = resolver.imageAddress(image, at: place).markupEscaped
        return "<img src=\"\(address)\" alt=\"\(image.alt.markupEscaped)\"\(title)>"
    }

    // MARK: - Footnotes

    private mutating func mark(of number: Int) -> String {
        guard footnotes.indices.contains(number - 1) else { return "" }
        let count = references[number, default: 0] + 1
        references[number] = count
        if count == 1 { pending.append(number) }
        let note = note(number)
        let mark = count == 1 ? note.mark : identifiers.take("\(note.mark)-\(count)")
        return "<sup class=\"footnote-ref\"><a href=\"#\(note.id)\" id=\"\(mark)\" "
            + "aria-label=\"Note \(number)\">\(number)</a></sup>"
    }

    /// The identifiers of a note and of its first reference, of which the other ones are made.
    private mutating func note(_ number: Int) -> (id: String, mark: String) {
        if let known = notes[number] { return known }
        let name = name(of: number)
        let note = (identifiers.take("fn-\(name)"), identifiers.take("fnref-\(name)"))
        notes[number] = note
        return note
    }

    /// The notes that fit into the paragraph under way; others stay pending.
    private mutating func spanNotes() -> String {
        var out = ""
        var later: [Int] = []
        while !pending.isEmpty {
            let number = pending.removeFirst()
            guard case .paragraph(let content) = footnotes[number - 1].blocks.first?.kind,
                footnotes[number - 1].blocks.count == 1
            else {
                later.append(number)
                continue
            }
            // Setting one note may refer to further ones, which then join the queue.
            out += "<span \(attributes(of: number))>\(numeral(number))\(line(content)) \(back(number))</span>"
        }
        pending = later
        return out
    }

    /// The pending notes as blocks of their own.
    private mutating func asideNotes() -> String {
        var out = ""
        while !pending.isEmpty {
            let number = pending.removeFirst()
            // What the note itself refers to follows it and does not nest.
            let others = pending
            pending = []
            var blocks = footnotes[number - 1].blocks
            var head = numeral(number)
            if case .paragraph(let content) = blocks.first?.kind {
                head += line(content)
                blocks.removeFirst()
            }
            let tail = pending
            pending = []
            out += "<aside \(attributes(of: number))>\n<p>\(head) \(back(number))</p>\n\(html(blocks))</aside>\n"
            pending = others + tail
        }
        return out
    }

    private mutating func attributes(of number: Int) -> String {
        "class=\"sidenote\" id=\"\(note(number).id)\" role=\"note\""
    }

    private func numeral(_ number: Int) -> String { "<span class=\"sidenote-number\">\(number)</span> " }

    private mutating func back(_ number: Int) -> String {
        "<a class=\"sidenote-back\" href=\"#\(note(number).mark)\" aria-label=\"Back to the text of note \(number)\">↩</a>"
    }

    /// The label, when it can stand in an address as it is, or else the number.
    private func name(of number: Int) -> String {
        let label = footnotes[number - 1].label
        let isPlain = label.utf8.allSatisfy { $0.isWordByte || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
        return isPlain ? label : "\(number)"
    }
}
