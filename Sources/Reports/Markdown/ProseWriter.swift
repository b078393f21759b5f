import Diagnostics

/// Writes blocks and inlines as HTML5.
///
/// A footnote becomes a side note: an element at the end of the block that first refers to it, which a style sheet
/// can float into the margin. A note of one paragraph is a `span` within the referring paragraph; a longer one is an
/// `aside` after the block. Neither scripts nor hovering are needed.
struct ProseWriter {
    private let footnotes: [Document.Footnote]
    private let resolver: any ProseResolver
    private let identifiers: PageIdentifiers
    /// The ids of the notes that have been referred to, and of their first references.
    private var notes: [Int: (id: String, mark: String)] = [:]
    /// The number of references to each footnote.
    private var references: [Int: Int] = [:]
    /// Footnotes referred to in the current block, whose text is not written yet.
    private var pending: [Int] = []
    /// Whether links are written as plain text, because a link surrounds them.
    private var isFlat = false
    /// The terms that are to be linked.
    private var terms: TermMarker
    /// Whether terms are linked: in running text, not in headings and tables.
    private var linksTerms = false

    /// A writer for the parts of one document.
    ///
    /// It counts references, so one writer serves a whole page.
    init(_ document: Document, resolver: any ProseResolver, identifiers: PageIdentifiers) {
        footnotes = document.footnotes
        self.resolver = resolver
        self.identifiers = identifiers
        terms = TermMarker(resolver.terms)
    }

    /// Blocks as HTML.
    mutating func html(_ blocks: [Block]) -> Markup {
        var (text, strips) = (Markup.empty, [Markup]())
        for block in blocks {
            let isStrip = strip(block)
            if isStrip == false {
                text += Self.together(strips)
                strips = []
            }
            let written = html(block)
            if isStrip == true { strips.append(written) } else { text += written }
        }
        return text + Self.together(strips) + asideNotes()
    }

    /// Whether a block is a strip; nil for a directive that shows nothing, which parts no strips.
    private func strip(_ block: Block) -> Bool? {
        guard case .directive = block.kind else { return false }
        return resolver.isStrip(at: block.place)
    }

    /// Strips that follow each other, in one fold when there are several.
    private static func together(_ strips: [Markup]) -> Markup {
        guard strips.count > 1 else { return strips.joined() }
        return .html(
            """
            <details class="fold experiments"><summary>How \(strips.count) experiments were run</summary>
            \(strips.joined())</details>

            """
        )
    }

    /// Inlines as HTML within a line, followed by the side notes of their footnotes.
    ///
    /// Notes of more than one paragraph cannot be placed there; they follow the blocks that are written next.
    mutating func html(_ inlines: [Inline]) -> Markup {
        line(inlines) + spanNotes()
    }

    /// Inlines as HTML for use inside a link, as in a table of contents: without links and footnotes.
    mutating func label(_ inlines: [Inline]) -> Markup {
        let wasFlat = isFlat
        isFlat = true
        defer { isFlat = wasFlat }
        return line(inlines)
    }

    // MARK: - Blocks

    private mutating func html(_ block: Block) -> Markup {
        switch block.kind {
        case .heading(let heading): return self.heading(heading)
        case .paragraph(let content):
            let text = prose(content) + spanNotes()
            return .html("<p>\(text)</p>\n") + asideNotes()
        case .formula(let formula): return resolver.formula(formula)
        case .code(let language, let text):
            let name = language.map { Markup.html(" class=\"language-\($0)\"") } ?? .empty
            return .html("<pre tabindex=\"0\"><code\(name)>\(text)</code></pre>\n")
        case .quote(let blocks): return .html("<blockquote>\n\(html(blocks))</blockquote>\n")
        case .callout(let callout): return self.callout(callout)
        case .list(let list): return self.list(list)
        case .table(let table): return self.table(table)
        case .directive(let fence): return resolver.directive(fence, at: block.place)
        case .details(let details):
            let open = details.isOpen ? " open" : ""
            return .html(
                "<details\(open)><summary>\(details.summary)</summary>\n\(html(details.blocks))</details>\n"
            )
        case .rule: return .html("<hr>\n")
        }
    }

    private mutating func heading(_ heading: Block.Heading) -> Markup {
        let text = line(heading.content)
        let label = "Link to this section: \(heading.content.plainText)"
        let link = Markup.html(
            "<a class=\"heading-link\" href=\"#\(heading.id)\" aria-label=\"\(label)\"><span aria-hidden=\"true\">#</span></a>"
        )
        let level = heading.level
        return .html("<h\(level) id=\"\(heading.id)\">\(text) \(link)</h\(level)>\n") + asideNotes()
    }

    private mutating func callout(_ callout: Block.Callout) -> Markup {
        let kind = callout.kind.rawValue
        let title =
            callout.title.isEmpty ? .html("\(kind.prefix(1).uppercased())\(kind.dropFirst())") : line(callout.title)
        let head = .html("<p class=\"callout-title\">\(title)\(spanNotes())</p>\n") + asideNotes()
        return .html(
            "<aside class=\"callout callout-\(kind)\" role=\"note\">\n\(head)\(html(callout.blocks))</aside>\n"
        )
    }

    private mutating func list(_ list: Block.List) -> Markup {
        let items = list.items.map { item($0, isTight: list.isTight) }.joined()
        guard let first = list.start else { return .html("<ul>\n\(items)</ul>\n") }
        let start: Markup = first == 1 ? .empty : .html(" start=\"\(first)\"")
        return .html("<ol\(start)>\n\(items)</ol>\n")
    }

    private mutating func item(_ item: Block.List.Item, isTight: Bool) -> Markup {
        var text = Markup.empty
        for block in item.blocks {
            if isTight, case .paragraph(let content) = block.kind {
                text += prose(content) + spanNotes() + asideNotes()
            } else {
                text += html(block)
            }
        }
        guard let isChecked = item.isChecked else { return .html("<li>\(text)</li>\n") }
        let state: Markup = isChecked ? .html("checked aria-label=\"done\"") : .html("aria-label=\"to do\"")
        return .html("<li class=\"task\"><input type=\"checkbox\" disabled \(state)> \(text)</li>\n")
    }

    private mutating func table(_ table: Block.Table) -> Markup {
        let columns = table.alignments.indices.map { self.columnClass(table, $0) }
        let head = row(table.header, columns, isHead: true)
        let rows = table.rows.map { row($0, columns) }
        let body: Markup = rows.isEmpty ? .empty : .html("<tbody>\n\(rows.joined(separator: "\n"))\n</tbody>\n")
        let texts = table.alignments.indices.map { index in
            ([table.header] + table.rows).compactMap { $0.indices.contains(index) ? $0[index].plainText : nil }
        }
        let room: Markup = TableRoom.isBroad(texts) ? .html(" broad") : .empty
        let label = "Table: \(table.header.map(\.plainText).joined(separator: ", "))"
        return .html(
            """
            <div class="table-scroll\(room)" role="region" tabindex="0" aria-label="\(label)"><table>
            <thead>\(head)</thead>
            \(body)</table></div>

            """
        ) + asideNotes()
    }

    private mutating func row(_ cells: [[Inline]], _ columns: [Markup], isHead: Bool = false) -> Markup {
        let texts = cells.enumerated().map { index, cell -> Markup in
            let name = columns.indices.contains(index) ? columns[index] : .empty
            return isHead
                ? .html("<th scope=\"col\"\(name)>\(line(cell))</th>") : .html("<td\(name)>\(line(cell))</td>")
        }
        return .html("<tr>\(texts.joined())</tr>")
    }

    /// The class of a column: the author's alignment, or that of numbers if every cell of the body is a number.
    private func columnClass(_ table: Block.Table, _ index: Int) -> Markup {
        switch table.alignments[index] {
        case .left: return .html(" class=\"align-left\"")
        case .centre: return .html(" class=\"align-centre\"")
        case .right: return .html(" class=\"align-right\"")
        case nil:
            let cells = table.rows.compactMap { $0.indices.contains(index) ? $0[index].plainText : nil }
            let areNumbers = !cells.isEmpty && cells.allSatisfy { Double($0.replacing("−", with: "-")) != nil }
            return areNumbers ? .html(" class=\"number\"") : .empty
        }
    }

    // MARK: - Inlines

    private mutating func line(_ inlines: [Inline]) -> Markup {
        inlines.map { html($0) }.joined()
    }

    /// Running text with its terms linked.
    private mutating func prose(_ content: [Inline]) -> Markup {
        linksTerms = !isFlat
        defer { linksTerms = false }
        return line(content)
    }

    private mutating func html(_ text: String) -> Markup {
        // A per cent sign stays on the line of its number.
        let text = text.replacing(" %", with: "\u{A0}%")
        guard linksTerms, !isFlat else { return .html("\(text)") }
        return terms.pieces(of: text).map { piece in
            guard let address = piece.address else { return .html("\(piece.text)") }
            return .html("<a class=\"reference term\" href=\"\(address)\">\(piece.text)</a>")
        }.joined()
    }

    private mutating func html(_ inline: Inline) -> Markup {
        switch inline.kind {
        case .text(let text): return html(text)
        case .code(let text): return .html("<code>\(text)</code>")
        case .formula(let formula): return resolver.formula(formula)
        case .emphasis(let content): return .html("<em>\(line(content))</em>")
        case .strong(let content): return .html("<strong>\(line(content))</strong>")
        case .strikethrough(let content): return .html("<del>\(line(content))</del>")
        case .element(let name, let content): return .html("<\(name)>\(line(content))</\(name)>")
        case .link(let link): return html(link, at: inline.place)
        case .crossReference(let target, let content): return reference(to: target, content, at: inline.place)
        case .value(let value): return isFlat ? .html("\(value.text)") : resolver.value(value, at: inline.place)
        case .citation(let works):
            return isFlat ? .html("\(inline.plainText)") : resolver.citation(of: works, at: inline.place)
        case .image(let image): return html(image, at: inline.place)
        case .footnote(let number): return isFlat ? .empty : mark(of: number)
        case .softBreak: return .html("\n")
        case .lineBreak: return .html("<br>\n")
        }
    }

    private static func title(_ title: String?) -> Markup { title.map { .html(" title=\"\($0)\"") } ?? .empty }

    private mutating func html(_ link: Inline.Link, at place: Place) -> Markup {
        if isFlat { return line(link.content) }
        let address = resolver.linkAddress(link, at: place)
        return .html(
            "<a href=\"\(address)\"\(Self.title(link.title))\(Self.spoken(link.content))>\(label(link.content))</a>"
        )
    }

    private mutating func reference(to target: String, _ content: [Inline], at place: Place) -> Markup {
        let found = resolver.reference(to: target, at: place)
        let text = content.isEmpty ? .html("\(found?.text ?? target)") : label(content)
        guard let found, !isFlat else { return text }
        terms.use(found.address)
        return .html("<a class=\"reference\" href=\"\(found.address)\"\(Self.spoken(content))>\(text)</a>")
    }

    private static func spoken(_ content: [Inline]) -> Markup {
        content.spoken.isEmpty ? .empty : .html(" aria-label=\"\(content.spoken)\"")
    }

    private func html(_ image: Inline.Image, at place: Place) -> Markup {
        let address = resolver.imageAddress(image, at: place)
        return .html("<img src=\"\(address)\" alt=\"\(image.alt)\"\(Self.title(image.title))>")
    }

    // MARK: - Footnotes

    private mutating func mark(of number: Int) -> Markup {
        guard footnotes.indices.contains(number - 1) else { return .empty }
        let count = references[number, default: 0] + 1
        references[number] = count
        if count == 1 { pending.append(number) }
        let note = note(number)
        let mark = count == 1 ? note.mark : identifiers.take("\(note.mark)-\(count)")
        return .html(
            """
            <sup class="footnote-ref"><a href="#\(note.id)" id="\(mark)" aria-label="Note \(number)">\(number)</a></sup>
            """
        )
    }

    /// The ids of a note and of its first reference, from which those of further references are derived.
    private mutating func note(_ number: Int) -> (id: String, mark: String) {
        if let known = notes[number] { return known }
        let name = name(of: number)
        let note = (identifiers.take("fn-\(name)"), identifiers.take("fnref-\(name)"))
        notes[number] = note
        return note
    }

    /// The pending notes that fit into the current paragraph; others stay pending.
    private mutating func spanNotes() -> Markup {
        var out = Markup.empty
        var later: [Int] = []
        while !pending.isEmpty {
            let number = pending.removeFirst()
            guard case .paragraph(let content) = footnotes[number - 1].blocks.first?.kind,
                footnotes[number - 1].blocks.count == 1
            else {
                later.append(number)
                continue
            }
            // A note may refer to further notes, which are then appended to the queue.
            out += .html("<span \(attributes(of: number))>\(numeral(number))\(line(content)) \(back(number))</span>")
        }
        pending = later
        return out
    }

    /// The pending notes as separate blocks.
    private mutating func asideNotes() -> Markup {
        var out = Markup.empty
        while !pending.isEmpty {
            let number = pending.removeFirst()
            // Notes to which this note refers follow it instead of being nested.
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
            out += .html("<aside \(attributes(of: number))>\n<p>\(head) \(back(number))</p>\n\(html(blocks))</aside>\n")
            pending = others + tail
        }
        return out
    }

    private mutating func attributes(of number: Int) -> Markup {
        .html("class=\"sidenote\" id=\"\(note(number).id)\" role=\"note\"")
    }

    private func numeral(_ number: Int) -> Markup { .html("<span class=\"sidenote-number\">\(number)</span> ") }

    private mutating func back(_ number: Int) -> Markup {
        .html(
            """
            <a class="sidenote-back" href="#\(note(number).mark)" aria-label="Back to the text of note \(number)">↩</a>
            """
        )
    }

    /// The label if it can be part of an id, or else the number.
    private func name(of number: Int) -> String {
        let label = footnotes[number - 1].label
        let isPlain = label.utf8.allSatisfy { $0.isWordByte || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
        return isPlain ? label : "\(number)"
    }
}
