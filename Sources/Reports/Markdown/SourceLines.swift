import Diagnostics

/// The bytes of a chapter split into lines; converts byte columns, which the parser counts, into columns of
/// characters.
struct SourceLines: Sendable {
    private let bytes: [UInt8]
    private let starts: [Int]
    private let file: String
    /// The number of the first line in the file, if the text is only a part of it.
    private let firstLine: Int
    /// For long lines, the number of characters that begin before each byte, since counting them for every place
    /// would be slow.
    private var columns: [Int: [Int32]] = [:]

    /// The maximal length in bytes of a line whose characters are counted on demand.
    private static let shortLine = 500

    /// Splits `text` at its line feeds.
    init(_ text: String, file: String, firstLine: Int) {
        bytes = Array(text.utf8)
        starts = [0] + bytes.indices.lazy.filter { [bytes] in bytes[$0] == .lineFeed }.map { $0 + 1 }
        self.file = file
        self.firstLine = firstLine
        for number in 1...starts.count where line(number).count > Self.shortLine {
            columns[number] = Self.columns(of: line(number))
        }
    }

    private static func columns(of line: ArraySlice<UInt8>) -> [Int32] {
        var columns: [Int32] = []
        columns.reserveCapacity(line.count + 1)
        var count: Int32 = 0
        for character in String(decoding: line, as: UTF8.self) {
            columns.append(count)
            count += 1
            for _ in 1..<max(1, character.utf8.count) { columns.append(count) }
        }
        return columns + [count]
    }

    /// How many lines there are.
    var count: Int { starts.count }

    /// The bytes of a line, counted from 1, without its end; empty beyond the last.
    func line(_ number: Int) -> ArraySlice<UInt8> {
        guard starts.indices.contains(number - 1) else { return [] }
        var end = number < starts.count ? starts[number] - 1 : bytes.count
        let start = starts[number - 1]
        if end > start, bytes[end - 1] == .carriageReturn { end -= 1 }
        return bytes[start..<end]
    }

    /// The column, in characters from 1, of the byte at the offset `byte` of a line.
    func column(line number: Int, byte: Int) -> Int {
        let line = line(number)
        let byte = max(0, byte)
        if let columns = columns[number] {
            let last = columns.count - 1
            return Int(columns[min(byte, last)]) + max(0, byte - last) + 1
        }
        let prefix = line.prefix(byte)
        let surplus = max(0, byte - line.count)
        // Most prefixes are ASCII, in which characters are bytes.
        if prefix.allSatisfy({ $0 < 0x80 }) { return prefix.count + surplus + 1 }
        return String(decoding: prefix, as: UTF8.self).count + surplus + 1
    }

    /// The place of a byte offset of a line.
    func place(line number: Int, byte: Int, length: Int = 1) -> Place {
        Place(
            file: file,
            line: number + firstLine - 1,
            column: column(line: number, byte: byte),
            length: length
        )
    }

    /// The origin of a line of located text, like `place`.
    ///
    /// The Markdown parser ends every block with a line end, which the last line of a file may lack; a position
    /// beyond it is at the end of that line.
    func origin(line number: Int, byte: Int) -> LocatedText.Origin {
        guard number <= count else { return origin(line: count, byte: line(count).count) }
        return LocatedText.Origin(line: number + firstLine - 1, column: column(line: number, byte: byte))
    }
}
