import Diagnostics
import Yams

/// Converts positions of the YAML parser into places as authors count them.
///
/// The parser counts columns in Unicode scalars, authors count characters. The parser also begins a new line at three
/// characters that editors show within a line.
struct YAMLLines: Sendable {
    private struct Line: Sendable {
        let text: Substring
        /// The number of the author's line that contains it, from 1.
        let number: Int
        /// The number of characters in the author's line before it.
        let lead: Int
        /// The number of characters that begin before each scalar; nil when every scalar is a character.
        let columns: [Int32]?
    }

    private let text: LocatedText
    private let lines: [Line]

    init(_ text: LocatedText) {
        self.text = text
        let feed = UInt8(ascii: "\n")
        lines = text.text.utf8.split(separator: feed, omittingEmptySubsequences: false).enumerated().flatMap {
            Self.lines(within: Substring($1), number: $0 + 1)
        }
    }

    /// The parser's lines within one line of the text, one or several.
    private static func lines(within line: Substring, number: Int) -> [Line] {
        if line.utf8.allSatisfy({ $0 < 0x80 }) { return [Line(text: line, number: number, lead: 0, columns: nil)] }
        var lead = 0
        return line.split(omittingEmptySubsequences: false) { ["\u{85}", "\u{2028}", "\u{2029}"].contains($0) }.map {
            part in
            defer { lead += part.count + 1 }
            return Line(text: part, number: number, lead: lead, columns: columns(of: part))
        }
    }

    private static func columns(of line: Substring) -> [Int32] {
        var columns: [Int32] = []
        var count: Int32 = 0
        for character in line {
            for _ in character.unicodeScalars { columns.append(count) }
            count += 1
        }
        return columns + [count]
    }

    /// The parser's line of a number, from 1; nil beyond the last.
    func line(_ number: Int) -> Substring? { lines.indices.contains(number - 1) ? lines[number - 1].text : nil }

    /// The place of a mark; that of the text when there is none.
    func place(_ mark: Mark?, length: Int = 1) -> Place {
        mark.map { place(line: $0.line, column: $0.column, length: length) } ?? text.place
    }

    /// The place of the parser's line and column, both from 1.
    func place(line number: Int, column: Int, length: Int = 1) -> Place {
        guard lines.indices.contains(number - 1) else {
            return text.place(line: number, column: column, length: length)
        }
        let line = lines[number - 1]
        let scalar = max(column, 1) - 1
        let column = line.columns.map { Int($0[min(scalar, $0.count - 1)]) } ?? scalar
        return text.place(line: line.number, column: line.lead + column + 1, length: length)
    }

    /// The place of an offset in bytes, which the parser gives for text that it cannot read at all.
    func place(offset: Int?) -> Place {
        let before = text.text.utf8.prefix(offset ?? 0)
        let lineFeed = UInt8(ascii: "\n")
        let start = before.lastIndex(of: lineFeed).map { before.index(after: $0) } ?? before.startIndex
        let column = String(decoding: before[start...], as: UTF8.self).count + 1
        return text.place(line: before.count { $0 == lineFeed } + 1, column: column)
    }
}
