import CMarkdown
import Charts
import Foundation

/// What our extension of cmark hears while one chapter is parsed and what the finished tree no longer tells: cmark turns
/// a reference without definition into text and drops a definition without reference.
final class SyntaxNotes {
    /// `[^label]` as written in running text, by the leaf block that holds it; the offset is that of the bracket.
    var mentions: [OpaquePointer: [(offset: Int, label: String)]] = [:]
    /// `[^label]:` by the line where it stands.
    var definitions: [Int: String] = [:]
}

/// Our extension of cmark: formulas, citations, and an ear for footnotes.
///
/// A formula or citation becomes a code node, since cmark lets no custom node live inside a table cell; its user data
/// says what it is and where it began in the content of its block.
enum ProseSyntax {
    /// What a marked code node is.
    enum Mark: UInt {
        case formula = 1
        case displayInText = 2
        case citation = 3
        /// A formula in GitHub's other form, with backticks within its dollars.
        case quotedFormula = 4

        /// How many signs stand before the content, and as many behind it.
        var fence: Int {
            switch self {
            case .formula: 1
            case .displayInText, .quotedFormula: 2
            case .citation: 0
            }
        }
    }

    /// How far a display block has been read; kept in its node's user data.
    enum Display: UInt {
        case open = 1
        case closed = 2
        case labelled = 3
    }

    /// The mark of an inline node and the offset of its first byte; nil for nodes of cmark's own.
    static func mark(of node: OpaquePointer) -> (mark: Mark, offset: Int)? {
        let bits = UInt(bitPattern: cmark_node_get_user_data(node))
        return Mark(rawValue: bits & 7).map { ($0, Int(bits >> 3)) }
    }

    /// Whether a code block is one of our display formulas.
    static func isDisplay(_ node: OpaquePointer) -> Bool {
        cmark_node_get_user_data(node) != nil
    }

    /// The bytes of the content of a leaf block, as cmark reads them.
    static func content(of node: OpaquePointer) -> UnsafeBufferPointer<UInt8> {
        guard let text = cmark_node_get_string_content(node) else { return UnsafeBufferPointer(start: nil, count: 0) }
        let count = strlen(text)
        return UnsafeRawBufferPointer(start: text, count: count).bindMemory(to: UInt8.self)
    }

    /// The label of a line that defines a footnote.
    static func definedLabel(in line: UnsafeBufferPointer<UInt8>) -> String? {
        let bracket = zip(line.indices, line.indices.dropFirst()).first { opensBracket(line, $0) && line[$1] == 0x5e }
        return bracket.flatMap { footnoteLabel(line, $0.1) }
    }

    /// Parses, and hands the tree to `read` before it is freed.
    ///
    /// Parsing is done under a lock, because cmark's table of special characters belongs to the process; reading is not.
    static func parse<Result>(_ source: [UInt8], read: (OpaquePointer, SyntaxNotes) -> Result) -> Result? {
        let heard = SyntaxNotes()
        guard let root = lock.withLock({ tree(source, notes: heard) }) else { return nil }
        defer { cmark_node_free(root) }
        return read(root, heard)
    }

    private static func tree(_ source: [UInt8], notes heard: SyntaxNotes) -> OpaquePointer? {
        let parser = cmark_parser_new(CMARK_OPT_SOURCEPOS | CMARK_OPT_FOOTNOTES | CMARK_OPT_UNSAFE)
        defer { cmark_parser_free(parser) }
        // Ours comes first: the table extension answers for every paragraph line and would keep `$$` from us.
        for syntax in syntaxes { cmark_parser_attach_syntax_extension(parser, syntax) }
        notes = heard
        defer { notes = nil }
        source.withUnsafeBytes { bytes in
            cmark_parser_feed(parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
        }
        return cmark_parser_finish(parser)
    }

    private static let lock = NSLock()
    /// Where the hooks of the parse under way write; guarded by `lock`.
    fileprivate nonisolated(unsafe) static var notes: SyntaxNotes?

    private nonisolated(unsafe) static let syntaxes: [OpaquePointer] = {
        cmark_gfm_core_extensions_ensure_registered()
        let names = ["table", "strikethrough", "autolink", "tasklist"]
        let others = names.compactMap { cmark_find_syntax_extension($0) }
        return [ours].compactMap { $0 } + others
    }()

    private static var ours: OpaquePointer? {
        guard let syntax = cmark_syntax_extension_new("spikebook") else { return nil }
        var characters: UnsafeMutablePointer<cmark_llist>?
        for character in "$@^".utf8 {
            characters = cmark_llist_append(
                cmark_get_default_mem_allocator(),
                characters,
                UnsafeMutableRawPointer(bitPattern: UInt(character))
            )
        }
        cmark_syntax_extension_set_special_inline_chars(syntax, characters)
        cmark_syntax_extension_set_match_inline_func(syntax) { _, _, block, character, parser in
            // cmark asks at the first character of every piece of text, whether it is ours or not.
            guard let block, let parser, "$@^".utf8.contains(character) else { return nil }
            return matchInline(block, character, parser)
        }
        cmark_syntax_extension_set_open_block_func(syntax) { syntax, indented, parser, parent, input, count in
            guard let parser, let parent, let input else { return nil }
            let line = UnsafeBufferPointer(start: input, count: Int(count))
            noteDefinition(parent, parser, line)
            return indented == 0 ? openDisplay(syntax, parser, parent, line) : nil
        }
        cmark_syntax_extension_set_match_block_func(syntax) { _, parser, input, count, block in
            guard let parser, let input, let block else { return 0 }
            return continueDisplay(block, parser, UnsafeBufferPointer(start: input, count: Int(count))) ? 1 : 0
        }
        return syntax
    }
}

// MARK: - Inlines

private func matchInline(_ block: OpaquePointer, _ character: UInt8, _ parser: OpaquePointer) -> OpaquePointer? {
    let content = ProseSyntax.content(of: block)
    let offset = Int(cmark_inline_parser_get_offset(parser))
    guard content.indices.contains(offset), content[offset] == character else { return nil }
    switch character {
    case .dollar: return matchFormula(content, offset, parser)
    case UInt8(ascii: "@"): return matchCitation(content, offset, parser)
    default:
        if let label = footnoteLabel(content, offset) {
            ProseSyntax.notes?.mentions[block, default: []].append((offset - 1, label))
        }
        return nil
    }
}

private func matchFormula(
    _ content: UnsafeBufferPointer<UInt8>,
    _ offset: Int,
    _ parser: OpaquePointer
) -> OpaquePointer? {
    if offset + 1 < content.count, content[offset + 1] == .dollar {
        guard offset == 0 || content[offset - 1] != .dollar,
            let end = MathsRule.displayClose(from: offset + 2, in: content)
        else { return nil }
        return marked(.displayInText, offset, content[offset + 2..<end], parser, end: end + 2)
    }
    guard let formula = MathsRule.formula(at: offset, in: content) else { return nil }
    let mark: ProseSyntax.Mark = formula.tex.lowerBound == offset + 1 ? .formula : .quotedFormula
    return marked(mark, offset, content[formula.tex], parser, end: formula.end)
}

/// A citation is what stands between `[@` and the next `]`, unless a link's address follows.
///
/// The brackets stay with cmark, which balances them, and are cut from the neighbouring text afterwards.
private func matchCitation(
    _ content: UnsafeBufferPointer<UInt8>,
    _ offset: Int,
    _ parser: OpaquePointer
) -> OpaquePointer? {
    guard opensBracket(content, offset - 1),
        let end = content[offset...].firstIndex(where: { $0 == UInt8(ascii: "]") || $0 == UInt8(ascii: "[") }),
        content[end] == UInt8(ascii: "]")
    else { return nil }
    if end + 1 < content.count, content[end + 1] == UInt8(ascii: "(") { return nil }
    return marked(.citation, offset, content[offset..<end], parser, end: end)
}

private func footnoteLabel(_ content: UnsafeBufferPointer<UInt8>, _ offset: Int) -> String? {
    guard opensBracket(content, offset - 1),
        let end = content[offset...].firstIndex(where: { $0 == UInt8(ascii: "]") || $0.isBlank }),
        content[end] == UInt8(ascii: "]"), end > offset + 1
    else { return nil }
    return String(decoding: content[offset + 1..<end], as: UTF8.self)
}

/// Whether an opening bracket stands at `offset` that no backslash has made text.
private func opensBracket(_ content: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Bool {
    guard offset >= 0, content[offset] == UInt8(ascii: "[") else { return false }
    return content[..<offset].reversed().prefix { $0 == .backslash }.count.isMultiple(of: 2)
}

private func marked(
    _ mark: ProseSyntax.Mark,
    _ offset: Int,
    _ text: Slice<UnsafeBufferPointer<UInt8>>,
    _ parser: OpaquePointer,
    end: Int
) -> OpaquePointer? {
    guard let node = cmark_node_new(CMARK_NODE_CODE) else { return nil }
    let bytes = text.map { CChar(bitPattern: $0) } + [0]
    cmark_node_set_literal(node, bytes)
    cmark_node_set_user_data(node, UnsafeMutableRawPointer(bitPattern: UInt(offset) << 3 | mark.rawValue))
    cmark_inline_parser_set_offset(parser, Int32(end))
    return node
}

// MARK: - Blocks

/// Notes the label when the line begins a footnote's definition; cmark will drop it if nothing refers to it.
private func noteDefinition(_ parent: OpaquePointer, _ parser: OpaquePointer, _ line: UnsafeBufferPointer<UInt8>) {
    let number = cmark_parser_get_line_number(parser)
    var node: OpaquePointer? = parent
    while let ancestor = node, cmark_node_get_start_line(ancestor) == number {
        if cmark_node_get_type(ancestor) == CMARK_NODE_FOOTNOTE_DEFINITION {
            if let label = ProseSyntax.definedLabel(in: line) { ProseSyntax.notes?.definitions[Int(number)] = label }
            return
        }
        node = cmark_node_parent(ancestor)
    }
}

private func openDisplay(
    _ syntax: OpaquePointer?,
    _ parser: OpaquePointer,
    _ parent: OpaquePointer,
    _ line: UnsafeBufferPointer<UInt8>
) -> OpaquePointer? {
    let first = Int(cmark_parser_get_first_nonspace(parser))
    guard first + 1 < line.count, line[first] == .dollar, line[first + 1] == .dollar else { return nil }
    let state = displayState(after: first + 2, in: line)
    // `$$x$$ and more` is no block; the inline rule finds it and says so.
    guard let state, let node = cmark_parser_add_child(parser, parent, CMARK_NODE_CODE_BLOCK, Int32(first + 1)) else {
        return nil
    }
    cmark_node_set_syntax_extension(node, syntax)
    cmark_node_set_user_data(node, UnsafeMutableRawPointer(bitPattern: state.rawValue))
    return node
}

private func continueDisplay(
    _ block: OpaquePointer,
    _ parser: OpaquePointer,
    _ line: UnsafeBufferPointer<UInt8>
) -> Bool {
    let first = Int(cmark_parser_get_first_nonspace(parser))
    let state = ProseSyntax.Display(rawValue: UInt(bitPattern: cmark_node_get_user_data(block)))
    guard let state, state != .labelled, cmark_parser_is_blank(parser) == 0 else { return false }
    if state == .closed {
        guard BracedLabel.isLabel(line[first...]) else { return false }
        cmark_node_set_user_data(block, UnsafeMutableRawPointer(bitPattern: ProseSyntax.Display.labelled.rawValue))
        return true
    }
    // Text behind the closing dollars is a fault that the reader of the block reports.
    let next = displayState(after: first, in: line) ?? .closed
    cmark_node_set_user_data(block, UnsafeMutableRawPointer(bitPattern: next.rawValue))
    return true
}

/// Whether the display formula ends on this line, and with a label; nil when other text follows its end.
private func displayState(after start: Int, in line: UnsafeBufferPointer<UInt8>) -> ProseSyntax.Display? {
    guard let close = MathsRule.displayClose(from: start, in: line) else { return .open }
    let rest = line[(close + 2)...]
    if rest.allSatisfy(\.isBlank) { return .closed }
    return BracedLabel.isLabel(rest) ? .labelled : nil
}
