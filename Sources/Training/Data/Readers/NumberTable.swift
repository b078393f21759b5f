/// A table of finite numbers in text: one row a line, columns between separators, a header if there is one.
///
/// Blanks around a field and blank lines do not count; a field may stand in double quotes. Line ends may be LF or CRLF.
struct NumberTable {
    /// Whether the first line holds names.
    enum Header: String, CaseIterable {
        /// It does if none of its fields is a number, so that a slip in the first row is not taken for a name.
        case auto
        case yes
        case no
    }

    /// The file's path, for messages.
    let file: String
    /// The first line with text, from 1: the header's or the first row's.
    let firstLine: Int
    /// The names of the columns, nil without a header.
    let header: [String]?
    /// The number of columns.
    let columns: Int
    /// The numbers, row by row.
    private(set) var values: [Double] = []
    /// The line from 1 on which each row stands.
    private(set) var lines: [Int] = []

    /// The number of rows, at least 1.
    var rows: Int { lines.count }

    /// Reads a table; throws a ``DataFault`` that names line and column.
    init(_ bytes: [UInt8], file: String, separator: UInt8 = UInt8(ascii: ","), header: Header = .auto) throws {
        try DataFault.refuseUnreadable(bytes, file: file)
        let start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
        var rows = bytes[start...].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .enumerated()
            .map { (line: $0 + 1, text: Self.trimmed($1)) }
            .filter { !$0.text.isEmpty }[...]
        guard let first = rows.first else {
            throw DataFault(file, .whole, found: "blank lines only", wanted: "a table of numbers")
        }
        let names = try Self.fields(first.text, separator, file: file, line: first.line)
        let isHeader = header == .yes || header == .auto && names.allSatisfy { Double($0) == nil }
        if isHeader { rows.removeFirst() }
        self.file = file
        self.header = isHeader ? names : nil
        columns = names.count
        firstLine = first.line
        for row in rows {
            lines.append(row.line)
            try append(try Self.fields(row.text, separator, file: file, line: row.line), line: row.line)
        }
        guard !rows.isEmpty else {
            throw DataFault(file, .line(first.line, column: nil), found: "a header only", wanted: "rows of numbers")
        }
    }

    private mutating func append(_ fields: [String], line: Int) throws {
        guard fields.count == columns else {
            let found = "\(fields.count) column\(fields.count == 1 ? "" : "s")"
            throw DataFault(file, .line(line, column: nil), found: found, wanted: "\(columns) as in the first line")
        }
        for (index, field) in fields.enumerated() {
            guard let number = Double(field), number.isFinite else {
                let found = field.isEmpty ? "nothing" : "'\(field)'"
                throw DataFault(file, .line(line, column: index + 1), found: found, wanted: "a finite number")
            }
            values.append(number)
        }
    }

    private static func fields(_ text: ArraySlice<UInt8>, _ separator: UInt8, file: String, line: Int) throws
        -> [String]
    {
        let quote = UInt8(ascii: "\"")
        guard text.contains(quote) else {
            return text.split(separator: separator, omittingEmptySubsequences: false).map { word(trimmed($0)) }
        }
        var fields: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        // A doubled quote inside quotes closes and opens them again, which leaves one to be kept.
        var previous: UInt8?
        for byte in text {
            if byte == quote {
                isQuoted.toggle()
                if isQuoted, previous == quote { field.append(quote) }
            } else if byte == separator, !isQuoted {
                fields.append(word(trimmed(field[...])))
                field = []
            } else {
                field.append(byte)
            }
            previous = byte
        }
        if isQuoted {
            throw DataFault(file, .line(line, column: nil), found: "a quote that is not closed", wanted: "its end")
        }
        return fields + [word(trimmed(field[...]))]
    }

    private static func word(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let blanks: [UInt8] = [UInt8(ascii: " "), UInt8(ascii: "\r")]
        let kept = bytes.drop { blanks.contains($0) }
        let end = kept.lastIndex { !blanks.contains($0) }.map { $0 + 1 } ?? kept.startIndex
        return kept[..<end]
    }
}
