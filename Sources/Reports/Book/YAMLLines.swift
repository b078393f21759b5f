import Diagnostics
import Yams

/// The way from where the reader of YAML sees a sign to where an author sees it.
///
/// The reader counts columns in Unicode's scalars, authors count characters, and it begins a new line behind three signs
/// that editors show within one.
struct YAMLLines: Sendable {
    private struct Line: Sendable {
        let text: Substring
        /// The number of the text's line that it is in, from 1.
        let number: Int
        /// The characters of that line that stand before it.
        let lead: Int
        /// The characters that begin before each scalar; nil where every scalar is a character.
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

    /// A line of the text as the reader takes it: as one, or as several.
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

    /// A line as the reader counts them, from 1; nil beyond the last.
    func line(_ number: Int) -> Substring? { lines.indices.contains(number - 1) ? lines[number - 1].text : nil }

    /// The place of a mark; that of the text when there is none.
    func place(_ mark: Mark?, length: Int = 1) -> Place {
        mark.map { place(line: $0.line, column: $0.column, length: length) } ?? text.place
    }

    /// The place of a line and a column as the reader counts them, both from 1.
    func place(line number: Int, column: Int, length: Int = 1) -> Place {
        guard lines.indices.contains(number - 1) else {
            return text.place(line: number, column: column, length: length)
        }
        let line = lines[number - 1]
        let scalar = max(column, 1) - 1
        let column = line.columns.map { Int($0[min(scalar, $0.count - 1)]) } ?? scalar
        return text.place(line: line.number, column: line.lead + column + 1, length: length)
    }

    /// The place of an offset in bytes, as the reader counts what it cannot read at all.
    func place(offset: Int?) -> Place {
        let before = text.text.utf8.prefix(offset ?? 0)
        let lineFeed = UInt8(ascii: "\n")
        let start = before.lastIndex(of: lineFeed).map { before.index(after: $0) } ?? before.startIndex
        let column = String(decoding: before[start...], as: UTF8.self).count + 1
        return text.place(line: before.count { $0 == lineFeed } + 1, column: column)
    }
}
