import CMarkdown
import Diagnostics

/// Converts cmark's tree into values with places, and collects faults on the way.
struct BlockReader {
    let lines: SourceLines
    let notes: SyntaxNotes
    let bibliography: Bibliography
    private(set) var faults: [Diagnostic] = []
    private var identifiers: IdentifierTable
    private var depth = 0
    /// The labels of the defined footnotes, normalised as cmark does.
    private var defined: Set<String> = []

    /// Reads one parse; identifiers are added to a table.
    init(lines: SourceLines, notes: SyntaxNotes, identifiers: IdentifierTable, bibliography: Bibliography) {
        self.identifiers = identifiers
        self.bibliography = bibliography
        self.lines = lines
        self.notes = notes
    }

    /// Reads the whole tree.
    mutating func document(_ root: OpaquePointer, file: String) -> Document {
        completeDefinitions(root)
        reserveHeadings(root)
        let blocks = blocks(of: root, within: nil)
        let footnotes = footnotes(of: root)
        reportUnused(footnotes)
        return Document(file: file, frontMatter: nil, blocks: blocks, footnotes: footnotes, faults: faults)
    }

    // MARK: - Blocks

    /// The blocks below a node; `container` names the enclosing block, nil at top level.
    private mutating func blocks(of parent: OpaquePointer, within container: String?) -> [Block] {
        depth += 1
        defer { depth -= 1 }
        guard depth <= NestingLimit.blocks else {
            faults.append(NestingLimit.fault(at: place(of: parent)))
            return []
        }
        var nest = DetailsNest()
        var node = cmark_node_first_child(parent)
        while let child = node {
            read(child, within: container, into: &nest)
            node = cmark_node_next(child)
        }
        faults += nest.close()
        return nest.blocks
    }

    private mutating func read(_ node: OpaquePointer, within container: String?, into nest: inout DetailsNest) {
        let place = place(of: node)
        switch cmark_node_get_type(node) {
        case CMARK_NODE_PARAGRAPH: paragraph(node, at: place, into: &nest)
        case CMARK_NODE_HEADING: nest.append(heading(node, at: place), at: place)
        case CMARK_NODE_CODE_BLOCK: nest.append(code(node, at: place, within: container), at: place)
        case CMARK_NODE_BLOCK_QUOTE: nest.append(quote(node, at: place), at: place)
        case CMARK_NODE_LIST: nest.append(.list(list(node)), at: place)
        case CMARK_NODE_THEMATIC_BREAK: nest.append(.rule, at: place)
        case CMARK_NODE_HTML_BLOCK: markup(node, into: &nest)
        // Footnotes come after the last block and are read separately.
        case CMARK_NODE_FOOTNOTE_DEFINITION: break
        default: nest.append(.table(table(node)), at: place)
        }
    }

    private mutating func paragraph(_ node: OpaquePointer, at place: Place, into nest: inout DetailsNest) {
        let content = ProseSyntax.content(of: node)
        if content.first == UInt8(ascii: "{"),
            let label = BracedLabel.identifier(in: String(decoding: content, as: UTF8.self)),
            nest.label(label, line: place.line)
        {
            register(label, at: place, "equation")
            return
        }
        let map = ContentMap(
            paragraph: content,
            start: Int(cmark_node_get_start_line(positioned(node))),
            end: Int(cmark_node_get_end_line(node)),
            in: lines
        )
        let shift = Int(cmark_node_get_start_column(node)) - 1
        let inlines = inlines(of: node, content: content, map: map, shift: shift)
        if let row = TableShape.brokenDelimiter(in: content) {
            let (offset, header, delimiter) = row
            faults.append(
                Diagnostic(
                    "markdown.table-shape",
                    at: map.place(offset),
                    "this would be a table, but its header has \(header) cells and this row \(delimiter)",
                    help: "give both rows as many cells; a `|` in a formula splits a cell, write \\lVert or \\mid"
                )
            )
        }
        nest.append(.paragraph(inlines), at: content.isEmpty ? place : map.place(0))
    }

    private mutating func heading(_ node: OpaquePointer, at place: Place) -> Block.Kind {
        let content = ProseSyntax.content(of: node)
        let start = Int(cmark_node_get_start_line(node))
        let byte = Int(cmark_node_get_start_column(node)) - 1
        let source = lines.line(start).dropFirst(byte)
        let map: ContentMap
        let shift: Int
        if source.first == UInt8(ascii: "#"), !content.contains(.lineFeed) {
            let rest = source.drop { $0 == UInt8(ascii: "#") }.drop(while: \.isBlank)
            shift = byte + source.count - rest.count
            map = ContentMap(line: start, byte: shift, content: content, in: lines)
        } else {
            shift = byte
            map = ContentMap(
                paragraph: content,
                start: start,
                end: Int(cmark_node_get_end_line(node)) - 1,
                in: lines
            )
        }
        var inlines = inlines(of: node, content: content, map: map, shift: shift)
        let id = takeIdentifier(from: &inlines, at: place)
        return .heading(.init(level: Int(cmark_node_get_heading_level(node)), id: id, content: inlines))
    }

    private mutating func quote(_ node: OpaquePointer, at place: Place) -> Block.Kind {
        guard let first = cmark_node_first_child(node), cmark_node_get_type(first) == CMARK_NODE_PARAGRAPH,
            ProseSyntax.content(of: first).starts(with: "[!".utf8)
        else { return .quote(blocks(of: node, within: "a quote")) }
        var blocks = blocks(of: node, within: "a callout")
        guard case .paragraph(let inlines) = blocks.first?.kind, case .text(let text) = inlines.first?.kind,
            let end = text.firstIndex(of: "]")
        else { return .quote(blocks) }
        let name = text[text.index(text.startIndex, offsetBy: 2)..<end]
        guard let kind = Block.Callout.Kind(rawValue: name.lowercased()) else {
            let kinds = Block.Callout.Kind.allCases.map { $0.rawValue.uppercased() }
            var marked = blocks[0].place
            marked.length = name.count + 3
            faults.append(
                Diagnostic(
                    "markdown.callout",
                    at: marked,
                    "unknown callout kind '\(name)'",
                    help: NearMiss.help(for: String(name), in: kinds)
                )
            )
            return .quote(blocks)
        }
        let (title, rest) = Self.cutTitle(inlines, behind: text[text.index(after: end)...])
        if rest.isEmpty {
            blocks.removeFirst()
        } else {
            blocks[0] = Block(kind: .paragraph(rest), place: rest[0].place)
        }
        return .callout(.init(kind: kind, title: title, blocks: blocks))
    }

    /// Splits the first paragraph of a callout into the title, on the marker's line, and the rest.
    private static func cutTitle(_ inlines: [Inline], behind rest: Substring) -> (title: [Inline], rest: [Inline]) {
        var line = inlines.prefix { $0.kind != .softBreak && $0.kind != .lineBreak }
        let body = inlines.dropFirst(line.count + 1)
        var place = line[0].place
        let lead = rest.prefix(while: \.isWhitespace).count
        place.column += (line[0].plainText.count - rest.count) + lead
        line[0] = Inline(kind: .text(String(rest.dropFirst(lead))), place: place)
        return (line.filter { $0.kind != .text("") }, Array(body))
    }

    private mutating func list(_ node: OpaquePointer) -> Block.List {
        let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
        var items: [Block.List.Item] = []
        var next = cmark_node_first_child(node)
        while let item = next {
            let isTask = InlineReader.string(cmark_node_get_type_string(item)) == "tasklist"
            items.append(
                .init(
                    blocks: blocks(of: item, within: "a list"),
                    isChecked: isTask ? cmark_gfm_extensions_get_tasklist_item_checked(item) : nil,
                    place: place(of: item)
                )
            )
            next = cmark_node_next(item)
        }
        return .init(
            start: isOrdered ? Int(cmark_node_get_list_start(node)) : nil,
            isTight: cmark_node_get_list_tight(node) != 0,
            items: items
        )
    }

    private mutating func markup(_ node: OpaquePointer, into nest: inout DetailsNest) {
        let text = InlineReader.string(cmark_node_get_literal(node))
        let bytes = Array(text.utf8)
        let map = ContentMap(bytes, first: Int(cmark_node_get_start_line(node)), in: lines)
        for (token, offset) in RawMarkup.tokens(in: text) {
            if let fault = nest.read(token, at: map.place(offset)) { faults.append(fault) }
        }
    }

    // MARK: - Leaves

    /// The inlines of a leaf block; reports footnotes without definition.
    private mutating func inlines(
        of node: OpaquePointer,
        content: UnsafeBufferPointer<UInt8>,
        map: ContentMap,
        shift: Int
    ) -> [Inline] {
        var reader = InlineReader(content: content, map: map, columnShift: shift, bibliography: bibliography)
        let inlines = reader.inlines(of: node)
        faults += reader.faults
        faults += MathsScan(content).unread.map { unread in
            let place = map.place(unread.offset, length: unread.length)
            return Diagnostic(.warning, "markdown.unread-maths", at: place, unread.message, help: unread.help)
        }
        faults += (notes.names[node] ?? []).compactMap { name in
            let place = map.place(name.offset, length: name.key.count + 1)
            return bibliography.warning(naming: name.key, at: place)
        }
        for mention in notes.mentions[node] ?? [] where !defined.contains(Self.fold(mention.label)) {
            faults.append(
                Diagnostic(
                    "markdown.footnote-undefined",
                    at: map.place(mention.offset, length: mention.label.count + 3),
                    "footnote '\(mention.label)' has no definition in this text",
                    help: undefined(mention.label)
                )
            )
        }
        return inlines
    }

    private func undefined(_ label: String) -> String {
        notes.definitions.isEmpty
            ? "write '[^\(label)]: …' behind a blank line; a text of a directive has its own footnotes"
            : NearMiss.help(for: label, in: notes.definitions.values)
    }

    private mutating func code(_ node: OpaquePointer, at place: Place, within container: String?) -> Block.Kind {
        let text = InlineReader.string(cmark_node_get_literal(node))
        let reader = FenceReader(node: node, text: text, place: place, lines: lines)
        let (kind, found) = reader.read(within: container)
        faults += found
        if case .formula(let formula) = kind, let label = formula.label { register(label, at: place, "equation") }
        return kind
    }

    private mutating func table(_ node: OpaquePointer) -> Block.Table {
        var rows: [[[Inline]]] = []
        let count = Int(cmark_gfm_extensions_get_table_columns(node))
        var next = cmark_node_first_child(node)
        while let row = next {
            let line = TableShape.line(of: row, in: lines)
            let broken = TableShape.brokenFormulas(line: line, in: lines)
            faults += broken
            let start = Int(cmark_node_get_start_column(row)) - 1
            if broken.isEmpty, let lost = TableShape.surplus(line: line, from: start, columns: count, in: lines) {
                faults.append(lost)
            }
            rows.append(cells(of: row, line: line))
            next = cmark_node_next(row)
        }
        let letters = cmark_gfm_extensions_get_table_alignments(node)
        let alignments = (0..<count).map { index in letters.flatMap { TableShape.alignment($0[index]) } }
        return .init(alignments: alignments, header: rows.first ?? [], rows: Array(rows.dropFirst()))
    }

    private mutating func cells(of row: OpaquePointer, line: Int) -> [[Inline]] {
        let source = lines.line(line)
        var cells: [[Inline]] = []
        var last = 0
        var next = cmark_node_first_child(row)
        while let cell = next {
            let content = ProseSyntax.content(of: cell)
            // A cell that the author left out has no column.
            let reported = max(0, Int(cmark_node_get_start_column(cell)) - 1)
            let byte = TableShape.byte(of: content, reported: reported, after: last, in: source)
            // cmark's columns in this cell include the cell's start and the blanks before its text.
            let blanks = source.prefix(byte).reversed().prefix(while: \.isBlank).count
            let map = ContentMap(line: line, byte: byte, content: content, in: lines)
            cells.append(inlines(of: cell, content: content, map: map, shift: reported + blanks))
            last = byte + content.count
            next = cmark_node_next(cell)
        }
        return cells
    }

    // MARK: - Footnotes

    /// Adds the labels that the parser hook missed, because a definition begins with a fence or a heading.
    private mutating func completeDefinitions(_ root: OpaquePointer) {
        var node = cmark_node_last_child(root)
        while let child = node, cmark_node_get_type(child) == CMARK_NODE_FOOTNOTE_DEFINITION {
            let number = Int(cmark_node_get_start_line(child))
            let label = lines.line(number).withUnsafeBufferPointer { ProseSyntax.definedLabel(in: $0) }
            if let label, notes.definitions[number] == nil { notes.definitions[number] = label }
            node = cmark_node_previous(child)
        }
        defined = Set(notes.definitions.values.map(Self.fold))
    }

    private mutating func footnotes(of root: OpaquePointer) -> [Document.Footnote] {
        var found: [Document.Footnote] = []
        var node = cmark_node_first_child(root)
        while let child = node {
            if cmark_node_get_type(child) == CMARK_NODE_FOOTNOTE_DEFINITION {
                let line = Int(cmark_node_get_start_line(child))
                // cmark gives the beginning of the text; the label is before it on the same line.
                let start = lines.line(line).prefix { $0 != UInt8(ascii: "[") }.count
                let label = notes.definitions[line] ?? String(found.count + 1)
                let blocks = blocks(of: child, within: "a footnote")
                found.append(.init(label: label, blocks: blocks, place: lines.place(line: line, byte: start)))
            }
            node = cmark_node_next(child)
        }
        return found
    }

    private mutating func reportUnused(_ used: [Document.Footnote]) {
        var seen = Set(used.map { Self.fold($0.label) })
        let usedLines = Set(used.map(\.place.line))
        for (line, label) in notes.definitions.sorted(by: { $0.key < $1.key }) {
            let start = lines.line(line).prefix { $0 != UInt8(ascii: "[") }.count
            let place = lines.place(line: line, byte: start, length: label.count + 3)
            guard !usedLines.contains(place.line) else { continue }
            let isRepeated = !seen.insert(Self.fold(label)).inserted
            faults.append(
                Diagnostic(
                    isRepeated ? "markdown.footnote-repeated" : "markdown.footnote-unused",
                    at: place,
                    isRepeated ? "footnote '\(label)' is defined a second time" : "footnote '\(label)' is never used",
                    help: isRepeated ? "give it another label" : "refer to it with [^\(label)] or take it out"
                )
            )
        }
    }

    // MARK: - Identifiers

    /// Reserves the identifiers that authors wrote before any is generated from a heading, so that generated ones
    /// give way.
    private mutating func reserveHeadings(_ node: OpaquePointer, depth: Int = 0) {
        guard depth < NestingLimit.blocks else { return }
        var next = cmark_node_first_child(node)
        while let child = next {
            if cmark_node_get_type(child) == CMARK_NODE_HEADING, let last = cmark_node_last_child(child),
                let (_, label) = BracedLabel.split(InlineReader.string(cmark_node_get_literal(last)))
            {
                identifiers.expect(label)
            } else if cmark_node_get_type(child).rawValue < CMARK_NODE_PARAGRAPH.rawValue {
                reserveHeadings(child, depth: depth + 1)
            }
            next = cmark_node_next(child)
        }
    }

    private mutating func takeIdentifier(from inlines: inout [Inline], at place: Place) -> String {
        if case .text(let text) = inlines.last?.kind, let (title, label) = BracedLabel.split(text) {
            inlines[inlines.count - 1].kind = .text(title)
            if title.isEmpty { inlines.removeLast() }
            if BracedLabel.isIdentifier(label) {
                register(label, at: place, "heading")
            } else {
                faults.append(
                    Diagnostic(
                        "markdown.identifier",
                        at: place,
                        "'\(label)' cannot be an identifier",
                        help: "a letter, then letters, digits, `-`, `_`, `.` or `:`"
                    )
                )
            }
            return label
        }
        // The names of cited works depend on the bibliography, which addresses must not depend on.
        let words = inlines.filter { if case .citation = $0.kind { false } else { true } }
        return identifiers.make(from: words.sourceText, at: place)
    }

    private mutating func register(_ id: String, at place: Place, _ what: String) {
        guard let owner = identifiers.register(id, at: place) else { return }
        faults.append(
            Diagnostic(
                "markdown.duplicate-id",
                at: place,
                "the identifier '\(id)' of this \(what) is taken",
                help: owner
            )
        )
    }

    // MARK: - Places

    private func place(of node: OpaquePointer) -> Place {
        let node = positioned(node)
        let column = Int(cmark_node_get_start_column(node))
        return lines.place(line: Int(cmark_node_get_start_line(node)), byte: max(0, column - 1))
    }

    /// A node with a valid position: for a paragraph that cmark split from the head of a table, only the table has
    /// one.
    private func positioned(_ node: OpaquePointer) -> OpaquePointer {
        cmark_node_get_start_line(node) > 0 ? node : cmark_node_next(node) ?? node
    }

    /// Normalises a label as cmark does, ignoring case and the amount of white space.
    private static func fold(_ label: String) -> String {
        label.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
