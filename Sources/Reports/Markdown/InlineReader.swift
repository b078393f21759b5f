import CMarkdown
import Diagnostics

/// Converts the inline nodes of one leaf block into values with places.
///
/// Nodes are adjacent in the content, so a cursor that moves over them finds where each begins. A text node, whose
/// column cmark reports correctly within a content line, corrects the cursor. Places are approximate only in two
/// cases: after a link address that spans two lines and contains brackets, and in the rest of a text behind an
/// escape or an entity.
struct InlineReader {
    let content: UnsafeBufferPointer<UInt8>
    let map: ContentMap
    /// The amount that cmark adds to every column of this block.
    let columnShift: Int
    let bibliography: Bibliography
    /// The faults in the inlines read so far.
    private(set) var faults: [Diagnostic] = []

    /// The offset of the current byte.
    ///
    /// It is clamped, since cmark's columns may be outside the content in a line with a partly consumed tab.
    private var cursor = 0 {
        didSet { cursor = min(max(cursor, 0), content.count) }
    }
    private var lineStart = 0
    private var lastText = 0
    private var isInLink = false
    private var depth = 0

    /// Reads a content whose first byte is at cmark's column `columnShift + 1`.
    init(content: UnsafeBufferPointer<UInt8>, map: ContentMap, columnShift: Int, bibliography: Bibliography) {
        self.bibliography = bibliography
        self.content = content
        self.map = map
        self.columnShift = columnShift
    }

    /// The inlines below a node.
    mutating func inlines(of parent: OpaquePointer) -> [Inline] {
        depth += 1
        defer { depth -= 1 }
        guard depth <= NestingLimit.inlines else {
            if depth == NestingLimit.inlines + 1 { faults.append(NestingLimit.fault(at: map.place(cursor))) }
            return []
        }
        var nest = SpanNest()
        var node = cmark_node_first_child(parent)
        while let child = node {
            read(child, into: &nest)
            node = cmark_node_next(child)
        }
        faults += nest.close()
        return nest.inlines
    }

    private mutating func read(_ node: OpaquePointer, into nest: inout SpanNest) {
        switch cmark_node_get_type(node) {
        case CMARK_NODE_TEXT: text(node, into: &nest)
        case CMARK_NODE_CODE: code(node, into: &nest)
        case CMARK_NODE_SOFTBREAK: nest.append(.softBreak, at: lineBreak())
        case CMARK_NODE_LINEBREAK: nest.append(.lineBreak, at: lineBreak())
        case CMARK_NODE_HTML_INLINE: markup(node, into: &nest)
        case CMARK_NODE_EMPH: container(node, delimiter: 1, into: &nest) { .emphasis($0) }
        case CMARK_NODE_STRONG: container(node, delimiter: 2, into: &nest) { .strong($0) }
        case CMARK_NODE_LINK: link(node, into: &nest)
        case CMARK_NODE_IMAGE: image(node, into: &nest)
        case CMARK_NODE_FOOTNOTE_REFERENCE: footnote(node, into: &nest)
        default:
            let tildes = content[cursor...].prefix { $0 == UInt8(ascii: "~") }.count
            container(node, delimiter: tildes, into: &nest) { .strikethrough($0) }
        }
    }

    // MARK: - Leaves

    private mutating func text(_ node: OpaquePointer, into nest: inout SpanNest) {
        var text = Self.string(cmark_node_get_literal(node))
        var start = cursor
        // cmark reports a wrong column for backticks that close nothing.
        if text.utf8.contains(.backtick), content[cursor...].starts(with: text.utf8) {
            cursor += text.utf8.count
        } else if cmark_node_get_end_column(node) > 0 {
            start = offset(column: cmark_node_get_start_column(node))
            cursor = offset(column: cmark_node_get_end_column(node)) + 1
        } else if let found = find(text) {
            // The autolink extension split this text off another one and left its column at zero.
            start = found
            cursor = found + text.utf8.count
        }
        lastText = start
        // The brackets of a citation are still in the texts around it.
        if let previous = cmark_node_previous(node), ProseSyntax.mark(of: previous)?.mark == .citation,
            text.hasPrefix("]")
        {
            text.removeFirst()
            start += 1
        }
        if !text.isEmpty { nest.append(.text(text), at: map.place(start)) }
    }

    private mutating func code(_ node: OpaquePointer, into nest: inout SpanNest) {
        let text = Self.string(cmark_node_get_literal(node))
        guard let (mark, start) = ProseSyntax.mark(of: node) else {
            nest.append(.code(text), at: map.place(cursor))
            skipCode()
            return
        }
        let place = map.place(start)
        switch mark {
        case .formula, .quotedFormula, .displayInText:
            let tex = map.located(text, at: start + mark.fence)
            nest.append(.formula(Formula(tex: tex, isDisplay: false, label: nil, place: place)), at: place)
            cursor = start + text.utf8.count + 2 * mark.fence
            if mark == .displayInText {
                fault(
                    "markdown.display-in-text",
                    place,
                    "a displayed formula stands within a line of text",
                    help: "put the line with `$$` on its own, or write `$…$`"
                )
            }
        case .citation:
            citation(text, start: start, into: &nest)
            cursor = start + text.utf8.count
        case .namedWork:
            nest.append(isInLink ? .text(text) : .citation([namedWork(text, at: place)]), at: place)
            cursor = start + text.utf8.count
        }
    }

    private mutating func citation(_ text: String, start: Int, into nest: inout SpanNest) {
        if isInLink { nestedFault(map.place(start), "a citation") }
        let bracket = ProseSyntax.bracket(before: start, in: content) ?? start
        let prefix = String(decoding: content[bracket..<start], as: UTF8.self)
        if !nest.takeBack(prefix) {
            fault(
                "markdown.citation",
                map.place(bracket),
                "'\(prefix.dropFirst().blankTrimmed)' before a cited work is no plain text",
                help: "write `[see @key, §4.3; -@other]`, without emphasis, formulas and escapes before the key"
            )
        }
        var works: [Inline.CitedWork] = []
        // The text before the first key has already been removed.
        var offset = bracket + 1
        let source = String(prefix.dropFirst()) + text
        for part in source.split(separator: ";", omittingEmptySubsequences: false) {
            if let work = citedWork(in: part, at: offset) {
                works.append(work)
            } else {
                fault(
                    "markdown.citation",
                    map.place(offset + part.prefix(while: \.isWhitespace).utf8.count),
                    "'\(part.blankTrimmed)' in a citation names no work",
                    help: "write `[see @key, §4.3; -@other]`: each part has `@` and a key"
                )
            }
            offset += part.utf8.count + 1
        }
        nest.append(.citation(works), at: map.place(bracket))
    }

    /// One part of a citation, such as `see @key, §4.3` or `-@key`; nil when it names no key.
    private func citedWork(in part: Substring, at offset: Int) -> Inline.CitedWork? {
        guard let sign = part.indices.first(where: { part[$0] == "@" && Self.isFree(part[..<$0]) }) else { return nil }
        let rest = part[part.index(after: sign)...]
        let key = rest.prefix { !$0.isWhitespace && $0 != "," }
        guard !key.isEmpty else { return nil }
        let isYear = part[..<sign].last == "-"
        let prefix = Self.words(part[..<sign].dropLast(isYear ? 1 : 0))
        let locator = Self.words(rest.dropFirst(key.count).drop { $0 == "," || $0.isWhitespace })
        return Inline.CitedWork(
            key: String(key),
            prefix: prefix.isEmpty ? nil : prefix,
            locator: locator.isEmpty ? nil : locator,
            form: isYear ? .year : .full,
            label: bibliography.label(of: String(key)),
            place: map.place(offset + part[..<sign].utf8.count)
        )
    }

    /// `@key` or `@key [locator]`, as the parser found it.
    private func namedWork(_ text: String, at place: Place) -> Inline.CitedWork {
        let parts = text.dropFirst().split(separator: "[", maxSplits: 1)
        let key = parts.first?.blankTrimmed ?? ""
        let locator = parts.count > 1 ? Self.words(parts[1].dropLast()) : ""
        return Inline.CitedWork(
            key: key,
            locator: locator.isEmpty ? nil : locator,
            form: .sentence,
            label: bibliography.label(of: key),
            place: place
        )
    }

    /// Whether an at sign after a text begins a key, and is not part of an address.
    private static func isFree(_ before: Substring) -> Bool {
        let text = before.last == "-" ? before.dropLast() : before
        return text.last?.isWhitespace ?? true
    }

    private static func words(_ text: Substring) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private mutating func footnote(_ node: OpaquePointer, into nest: inout SpanNest) {
        let place = map.place(cursor)
        if isInLink { nestedFault(place, "a footnote") }
        // cmark has replaced the label by the number.
        let number = Int(Self.string(cmark_node_get_literal(node))) ?? 0
        nest.append(.footnote(number), at: place)
        moveCursor(behind: UInt8(ascii: "]"))
    }

    private mutating func markup(_ node: OpaquePointer, into nest: inout SpanNest) {
        let text = Self.string(cmark_node_get_literal(node))
        let place = map.place(cursor)
        for (token, _) in RawMarkup.tokens(in: text) {
            switch token {
            case .open("br", attributes: ""): nest.append(.lineBreak, at: place)
            case .open(let name, attributes: "") where RawMarkup.spans.contains(name):
                if let found = nest.open(name, at: place) { faults.append(found) }
            case .close(let name) where RawMarkup.spans.contains(name):
                if let found = nest.close(name, at: place) { faults.append(found) }
            case .comment, .text: break
            case .open(let name, _), .close(let name): faults.append(Self.refusal(of: name, at: place))
            }
        }
        cursor += text.utf8.count
        if let feed = text.utf8.reversed().firstIndex(of: .lineFeed) {
            lineStart = cursor - text.utf8.reversed().distance(from: text.utf8.reversed().startIndex, to: feed)
        }
    }

    // MARK: - Containers

    private mutating func container(
        _ node: OpaquePointer,
        delimiter: Int,
        into nest: inout SpanNest,
        make: ([Inline]) -> Inline.Kind
    ) {
        let place = map.place(cursor)
        cursor += delimiter
        let content = inlines(of: node)
        cursor += delimiter
        nest.append(make(content), at: place)
    }

    private mutating func link(_ node: OpaquePointer, into nest: inout SpanNest) {
        let isBracketed = content.indices.contains(cursor) && content[cursor] == UInt8(ascii: "[")
        let isAngled = content.indices.contains(cursor) && content[cursor] == UInt8(ascii: "<")
        if !isBracketed, !isAngled, let child = cmark_node_first_child(node),
            let found = find(Self.string(cmark_node_get_literal(child)))
        {
            cursor = found
        }
        let start = cursor
        if isBracketed || isAngled { cursor += 1 }
        let wasInLink = isInLink
        isInLink = true
        let text = inlines(of: node)
        isInLink = wasInLink
        if isBracketed { cursor = max(cursor, offset(column: cmark_node_get_end_column(node)) + 1) }
        if isAngled { moveCursor(behind: UInt8(ascii: ">")) }
        let title = Self.string(cmark_node_get_title(node))
        let link = Inline.Link(
            destination: Self.string(cmark_node_get_url(node)),
            title: title.isEmpty ? nil : title,
            content: text
        )
        nest.append(kind(of: link, start: start), at: map.place(start))
    }

    private mutating func kind(of link: Inline.Link, start: Int) -> Inline.Kind {
        if link.destination.hasPrefix("#") {
            return .crossReference(target: String(link.destination.dropFirst()).addressDecoded, link.content)
        }
        if link.destination.hasPrefix("value:") { return value(link, start: start) }
        if let scheme = LinkPath.scheme(of: link.destination),
            !["http", "https", "mailto"].contains(scheme.lowercased())
        {
            fault(
                "markdown.link-scheme",
                map.place(start),
                "a link may not lead to '\(scheme):'",
                help: "use https, http, mailto, a relative path, `#id` or `value:key`"
            )
        }
        return .link(link)
    }

    private mutating func value(_ link: Inline.Link, start: Int) -> Inline.Kind {
        let text = link.content.plainText
        let written = content[min(start + 1, content.count)...].prefix(text.utf8.count)
        if !written.elementsEqual(text.utf8) || text.isEmpty {
            fault(
                "markdown.value",
                map.place(start),
                "the text of a value link must be a plain number",
                help: "write `[184](value:experiment.name)`"
            )
        }
        let end = min(start + 1 + text.utf8.count, content.count)
        let behind = content[end..<max(cursor, end)]
        let title = link.title.flatMap { behind.firstRange(of: Array($0.utf8))?.lowerBound }
        return .value(
            .init(
                key: String(link.destination.dropFirst("value:".count)),
                text: text,
                title: link.title,
                titlePlace: title.map { map.place($0, length: link.title?.count ?? 1) },
                textPlace: map.place(start + 1, length: text.count)
            )
        )
    }

    private mutating func image(_ node: OpaquePointer, into nest: inout SpanNest) {
        let place = map.place(cursor)
        cursor += 2
        let alt = inlines(of: node).plainText
        cursor = max(cursor, offset(column: cmark_node_get_end_column(node)) + 1)
        let title = Self.string(cmark_node_get_title(node))
        let source = Self.string(cmark_node_get_url(node))
        if alt.blankTrimmed.isEmpty {
            fault(
                "markdown.image-alt",
                place,
                "the image '\(source)' has no alternative text",
                help: "say in the brackets what it shows: `![Loss falls, then jumps](\(source))`"
            )
        }
        nest.append(.image(.init(source: source, alt: alt, title: title.isEmpty ? nil : title)), at: place)
    }

    // MARK: - The cursor

    private func offset(column: Int32) -> Int { lineStart + Int(column) - 1 - columnShift }

    private func find(_ text: String) -> Int? {
        let wanted = Array(text.utf8)
        guard !wanted.isEmpty, lastText + wanted.count <= content.count else { return nil }
        let from = min(max(lastText, 0), content.count)
        return content[from...].firstRange(of: wanted)?.lowerBound
    }

    private mutating func moveCursor(behind byte: UInt8) {
        cursor = content[cursor...].firstIndex(of: byte).map { $0 + 1 } ?? cursor
    }

    private mutating func lineBreak() -> Place {
        let place = map.place(cursor)
        // After a backslash at the end of a line, cmark continues to count the columns of that line.
        let isCounted = !content.indices.contains(cursor) || content[cursor] != .backslash
        moveCursor(behind: .lineFeed)
        if isCounted { lineStart = cursor }
        return place
    }

    /// Moves the cursor past the code span that begins at it.
    private mutating func skipCode() {
        let ticks = content[cursor...].prefix { $0 == .backtick }.count
        var index = cursor + ticks
        while index < content.count {
            if content[index] == .lineFeed { lineStart = index + 1 }
            let run = content[index...].prefix { $0 == .backtick }.count
            index += max(run, 1)
            if run == ticks { break }
        }
        cursor = index
    }

    // MARK: - Faults

    private mutating func fault(_ id: String, _ place: Place, _ message: String, help: String) {
        faults.append(Diagnostic(id, at: place, message, help: help))
    }

    private mutating func nestedFault(_ place: Place, _ what: String) {
        fault(
            "markdown.link-nested",
            place,
            "\(what) stands inside the text of a link",
            help: "a link can hold no other link: put it behind"
        )
    }

    /// The fault of an element that is not on the list of safe ones.
    static func refusal(of name: String, at place: Place) -> Diagnostic {
        Diagnostic(
            "markdown.html",
            at: place,
            "raw HTML <\(name)> is not let through",
            help: "only br, kbd, sub, sup, details, summary without attributes; escape the sign as \\<"
        )
    }

    static func string(_ text: UnsafePointer<CChar>?) -> String {
        text.map { String(cString: $0) } ?? ""
    }
}
