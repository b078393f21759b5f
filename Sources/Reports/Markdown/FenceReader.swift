import CMarkdown
import Charts
import Diagnostics

/// Reads a code block: code, a directive, or a displayed formula.
struct FenceReader {
    let node: OpaquePointer
    let text: String
    let place: Place
    let lines: SourceLines

    private var line: Int { Int(cmark_node_get_start_line(node)) }
    /// The opening fence; nil for an indented code block.
    private var fence: (length: Int, mark: UInt8)? {
        var length: Int32 = 0
        var offset: Int32 = 0
        var character: CChar = 0
        guard cmark_node_get_fenced(node, &length, &offset, &character) != 0 else { return nil }
        return (Int(length), UInt8(bitPattern: character))
    }

    /// The kind of block, with its faults; `container` names the enclosing block, nil at top level.
    func read(within container: String?) -> (kind: Block.Kind, faults: [Diagnostic]) {
        if ProseSyntax.isDisplay(node) { return display() }
        guard let fence else { return (.code(language: nil, text: text), []) }
        let info = InlineReader.string(cmark_node_get_fence_info(node))
        var faults = isClosed(fence.length, fence.mark) ? [] : [unclosed]
        if info == "math" {
            let tex = located(text.last == "\n" ? String(text.dropLast()) : text, from: line + 1)
            return (.formula(Formula(tex: tex, isDisplay: true, label: nil, place: place)), faults)
        }
        guard info.hasPrefix("{") else {
            let language = info.split(whereSeparator: \.isWhitespace).first.map(String.init)
            return (.code(language: language, text: text), faults)
        }
        let name = info.dropFirst().dropLast()
        if !info.hasSuffix("}") || name.isEmpty || !name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" }) {
            faults.append(
                Diagnostic(
                    "markdown.directive-word",
                    at: infoPlace(info),
                    "'\(info)' is not one word in braces",
                    help: "write ```{figure} alone on the line and all settings in the body"
                )
            )
        } else if let container {
            faults.append(
                Diagnostic(
                    "markdown.directive-nested",
                    at: infoPlace(info),
                    "the directive \(info) stands inside \(container)",
                    help: "directives stand at the top level of a chapter, without indentation or quote marks"
                )
            )
        } else {
            return (.directive(.init(name: String(name), body: located(text, from: line + 1))), faults)
        }
        return (.code(language: nil, text: text), faults)
    }

    // MARK: - Displayed formulas

    private func display() -> (kind: Block.Kind, faults: [Diagnostic]) {
        let bytes = Array(text.utf8)
        let map = ContentMap(bytes, first: line, in: lines)
        let open = (MathsRule.displayClose(from: 0, in: bytes) ?? 0) + 2
        let close = MathsRule.displayClose(from: open, in: bytes)
        let (start, end) = Self.trim(open..<(close ?? bytes.count), of: bytes)
        let tex = map.located(String(decoding: bytes[start..<end], as: UTF8.self), at: start)
        var formula = Formula(tex: tex, isDisplay: true, label: nil, place: place)
        var opening = place
        opening.length = 2
        guard let close else {
            return (
                .formula(formula),
                [
                    Diagnostic(
                        "markdown.display-unclosed",
                        at: opening,
                        "the formula opened here by `$$` is never closed",
                        help: "close it with `$$`; a formula may hold no blank line"
                    )
                ]
            )
        }
        let rest = String(decoding: bytes[(close + 2)...], as: UTF8.self).blankTrimmed
        formula.label = BracedLabel.identifier(in: rest)
        if rest.isEmpty || formula.label != nil { return (.formula(formula), []) }
        return (
            .formula(formula),
            [
                Diagnostic(
                    "markdown.display-tail",
                    at: map.place(close + 2),
                    "text follows the closing `$$`",
                    help: "only a label such as {#eq-adam} may stand there"
                )
            ]
        )
    }

    /// The range without blanks at both ends.
    private static func trim(_ range: Range<Int>, of bytes: [UInt8]) -> (start: Int, end: Int) {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, bytes[start].isBlank { start += 1 }
        while end > start, bytes[end - 1].isBlank { end -= 1 }
        return (start, end)
    }

    // MARK: - Fences

    /// Whether the last line of the block is a closing fence, and not just the end of the enclosing block.
    private func isClosed(_ length: Int, _ mark: UInt8) -> Bool {
        let end = Int(cmark_node_get_end_line(node))
        let run = lines.line(end).reversed().drop(while: \.isBlank).prefix { $0 == mark }.count
        return end > line && run >= length
    }

    private var unclosed: Diagnostic {
        Diagnostic(
            "markdown.fence-unclosed",
            at: place,
            "the block fenced here is never closed",
            help: "close it with the same marks on a line of their own"
        )
    }

    private func infoPlace(_ info: String) -> Place {
        let source = lines.line(line)
        let byte = source.firstRange(of: Array(info.utf8)).map { $0.lowerBound - source.startIndex } ?? 0
        return lines.place(line: line, byte: byte, length: info.count)
    }

    private func located(_ text: String, from first: Int) -> LocatedText {
        let map = ContentMap(Array(text.utf8), first: first, in: lines)
        return map.located(text, at: 0)
    }
}
