import CMarkdown
import Charts
import Foundation

/// What our cmark extension records during a parse because the finished tree no longer contains it.
///
/// cmark turns a footnote reference without definition into text and drops a definition without reference.
final class SyntaxNotes {
    /// `[^label]` in running text, by the leaf block that contains it; the offset is that of the bracket.
    var mentions: [OpaquePointer: [(offset: Int, label: String)]] = [:]
    /// `[^label]:` by its line.
    var definitions: [Int: String] = [:]
    /// `@word` in running text that is not the key of a work, by leaf block; the offset is that of the at sign.
    var names: [OpaquePointer: [(offset: Int, key: String)]] = [:]
    /// The keys of the works that can be cited.
    let keys: Set<String>

    init(keys: Set<String>) { self.keys = keys }
}

/// Our extension of cmark: formulas, citations, and a record of footnotes.
///
/// A formula or citation becomes a code node, since cmark allows no custom node inside a table cell. Its user data
/// holds its kind and its offset in the content of its block.
enum ProseSyntax {
    /// The kind of a marked code node.
    enum Mark: UInt {
        case formula = 1
        case displayInText = 2
        case citation = 3
        /// A formula in GitHub's other notation, with backticks within the dollar signs.
        case quotedFormula = 4
        /// A work that the sentence names, `@key [locator]`.
        case namedWork = 5

        /// The number of delimiter characters before the content, and after it.
        var fence: Int {
            switch self {
            case .formula: 1
            case .displayInText, .quotedFormula: 2
            case .citation, .namedWork: 0
            }
        }
    }

    /// The state of reading a display block, stored in its node's user data.
    enum Display: UInt {
        case open = 1
        case closed = 2
        case labelled = 3
    }

    /// The kind of an inline node and the offset of its first byte; nil for cmark's own nodes.
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

    /// The offset of the bracket that opens a citation whose first `@` is at `offset`; nil when there is none.
    static func bracket(before offset: Int, in content: UnsafeBufferPointer<UInt8>) -> Int? {
        let before = content[..<offset]
        guard let bracket = before.suffix(longestPrefix).lastIndex(where: { "[]`$<>".utf8.contains($0) }),
            opensBracket(content, bracket)
        else { return nil }
        let prefix = content[bracket + 1..<offset]
        let name = prefix.last == UInt8(ascii: "-") ? prefix.dropLast() : prefix
        let isFree = name.last?.isBlank ?? true
        return isFree && prefix.first != UInt8(ascii: "^") ? bracket : nil
    }

    /// The maximal length in bytes of a key, and of the text before the first key of a citation.
    fileprivate static let longestPrefix = 200

    /// Whether a byte may belong to a key: letters of any script, digits, and some punctuation.
    static func isKeyByte(_ byte: UInt8) -> Bool {
        byte.isWordByte || byte >= 0x80 || "_:.#%&-+?~/".utf8.contains(byte)
    }

    /// The label of a line that defines a footnote.
    static func definedLabel(in line: UnsafeBufferPointer<UInt8>) -> String? {
        let bracket = zip(line.indices, line.indices.dropFirst()).first { opensBracket(line, $0) && line[$1] == 0x5e }
        return bracket.flatMap { footnoteLabel(line, $0.1) }
    }

    /// Parses, and passes the tree to `read` before it is freed.
    ///
    /// Parsing needs a lock, because cmark's table of special characters is global; reading does not.
    static func parse<Result>(
        _ source: [UInt8],
        citing keys: Set<String>,
        read: (OpaquePointer, SyntaxNotes) -> Result
    ) -> Result? {
        let heard = SyntaxNotes(keys: keys)
        guard let root = lock.withLock({ tree(source, notes: heard) }) else { return nil }
        defer { cmark_node_free(root) }
        return read(root, heard)
    }

    private static func tree(_ source: [UInt8], notes heard: SyntaxNotes) -> OpaquePointer? {
        let parser = cmark_parser_new(CMARK_OPT_SOURCEPOS | CMARK_OPT_FOOTNOTES | CMARK_OPT_UNSAFE)
        defer { cmark_parser_free(parser) }
        // Ours comes first: the table extension handles every paragraph line and would hide `$$` from us.
        for syntax in syntaxes { cmark_parser_attach_syntax_extension(parser, syntax) }
        notes = heard
        defer { notes = nil }
        source.withUnsafeBytes { bytes in
            cmark_parser_feed(parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
        }
        return cmark_parser_finish(parser)
    }

    private static let lock = NSLock()
    /// Where the hooks of the current parse write; guarded by `lock`.
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
            // cmark calls this for the first character of every piece of text, not only for ours.
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
    case UInt8(ascii: "@"):
        return matchCitation(content, offset, parser) ?? matchName(block, content, offset, parser)
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

/// Matches a citation: two brackets around a text with `@`, unless a link's address follows.
///
/// cmark keeps the brackets, which it balances. They are removed from the adjacent texts later, as is the text before
/// the first `@`.
private func matchCitation(
    _ content: UnsafeBufferPointer<UInt8>,
    _ offset: Int,
    _ parser: OpaquePointer
) -> OpaquePointer? {
    guard ProseSyntax.bracket(before: offset, in: content) != nil, let end = closingBracket(content, offset) else {
        return nil
    }
    return marked(.citation, offset, content[offset..<end], parser, end: end)
}

/// The `]` of brackets that contain no others and belong to no link.
private func closingBracket(_ content: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    guard let end = content[start...].firstIndex(where: { $0 == UInt8(ascii: "]") || $0 == UInt8(ascii: "[") }),
        content[end] == UInt8(ascii: "]"), end + 1 == content.count || content[end + 1] != UInt8(ascii: "(")
    else { return nil }
    return end
}

/// Matches a work that the sentence names, with the locator in brackets after it.
private func matchName(
    _ block: OpaquePointer,
    _ content: UnsafeBufferPointer<UInt8>,
    _ offset: Int,
    _ parser: OpaquePointer
) -> OpaquePointer? {
    guard let keys = ProseSyntax.notes?.keys, !keys.isEmpty, offset == 0 || !ProseSyntax.isKeyByte(content[offset - 1])
    else { return nil }
    let word = content[(offset + 1)...].prefix(ProseSyntax.longestPrefix).prefix(while: ProseSyntax.isKeyByte)
    var end = word.endIndex
    while end > word.startIndex, !keys.contains(String(decoding: content[word.startIndex..<end], as: UTF8.self)) {
        end -= 1
        // Punctuation after the key belongs to the text.
        guard !content[end].isWordByte, content[end] < 0x80 else {
            end = word.startIndex
            break
        }
    }
    guard end > word.startIndex else {
        let key = String(decoding: word, as: UTF8.self)
        if !key.isEmpty { ProseSyntax.notes?.names[block, default: []].append((offset, key)) }
        return nil
    }
    if let close = locatorEnd(content, end) { end = close + 1 }
    return marked(.namedWork, offset, content[offset..<end], parser, end: end)
}

/// The end of the brackets after a key if they contain a locator, and no footnote, link or further citation.
private func locatorEnd(_ content: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    let open = start + content[start...].prefix(while: \.isBlank).count
    guard open > start, open + 1 < content.count, content[open] == UInt8(ascii: "["),
        content[open + 1] != UInt8(ascii: "^"), let close = closingBracket(content, open + 1),
        !content[open..<close].contains(UInt8(ascii: "@"))
    else { return nil }
    return close
}

private func footnoteLabel(_ content: UnsafeBufferPointer<UInt8>, _ offset: Int) -> String? {
    guard opensBracket(content, offset - 1),
        let end = content[offset...].firstIndex(where: { $0 == UInt8(ascii: "]") || $0.isBlank }),
        content[end] == UInt8(ascii: "]"), end > offset + 1
    else { return nil }
    return String(decoding: content[offset + 1..<end], as: UTF8.self)
}

/// Whether there is an opening bracket at `offset` that is not escaped.
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

/// Notes the label if the line begins a footnote's definition, since cmark drops it if nothing refers to it.
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
    // `$$x$$ and more` is not a block; the inline rule finds and reports it.
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
    // Text after the closing dollar signs is a fault, which the reader of the block reports.
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
