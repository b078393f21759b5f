/// A table of finite numbers in text: one row a line, columns between separators, a header if there is one.
///
/// Blanks around a field and blank lines do not count; a field may stand in double quotes. Line ends may be LF or CRLF.
/// Whatever else is not a decimal number is a fault: nothing is guessed, nothing left out.
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
        let text = try DataFault.text(in: bytes, file: file, separator: separator)
        var rows = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .enumerated()
            .map { TableLine($1, number: $0 + 1, of: file) }
            .filter { !$0.text.isEmpty }[...]
        guard let first = rows.first else {
            throw DataFault(file, .whole, found: "blank lines only", wanted: "a table of numbers")
        }
        let names = try first.fields(by: separator)
        let isHeader = header == .yes || header == .auto && names.allSatisfy { Double($0) == nil }
        if isHeader {
            try Self.checkNames(names, in: first)
            rows.removeFirst()
        } else if header == .auto, rows.count > 1 {
            try Self.refuseCount(names, in: first)
        }
        self.file = file
        self.header = isHeader ? names : nil
        columns = names.count
        firstLine = first.number
        for row in rows {
            lines.append(row.number)
            try append(try row.fields(by: separator), line: row.number)
        }
        guard !rows.isEmpty else {
            throw DataFault(file, .line(first.number, column: nil), found: "a header only", wanted: "rows of numbers")
        }
    }

    private mutating func append(_ fields: [String], line: Int) throws {
        guard fields.count == columns else {
            let found = "\(fields.count) column\(fields.count == 1 ? "" : "s")"
            throw DataFault(file, .line(line, column: nil), found: found, wanted: "\(columns) as in the first line")
        }
        for (index, field) in fields.enumerated() {
            guard let number = Self.number(field) else {
                let found = field.isEmpty ? "nothing" : "'\(field)'"
                throw DataFault(file, .line(line, column: index + 1), found: found, wanted: "a finite number")
            }
            values.append(number)
        }
    }

    /// A finite number in decimal digits, which every program reads as the same; Swift reads `0x10` too.
    private static func number(_ field: String) -> Double? {
        let isDecimal = field.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || "+-.eE".utf8.contains(byte)
        }
        guard isDecimal, let number = Double(field), number.isFinite else { return nil }
        return number
    }

    /// Each column has a name of its own: one without is another program's count of rows, equal ones are no names.
    private static func checkNames(_ names: [String], in line: TableLine) throws {
        var seen: Set<String> = []
        for (index, name) in names.enumerated() {
            if name.isEmpty {
                let place = DataFault.Place.line(line.number, column: index + 1)
                throw DataFault(line.file, place, found: "a column without a name", wanted: "a name for each column")
            }
            guard seen.insert(name).inserted else {
                let place = DataFault.Place.line(line.number, column: nil)
                throw DataFault(line.file, place, found: "several columns '\(name)'", wanted: "one")
            }
        }
    }

    /// Some programs name columns 0, 1, 2, … where they have no names: they would be the first sample.
    private static func refuseCount(_ fields: [String], in line: TableLine) throws {
        guard fields.count > 1, fields == fields.indices.map(String.init) else { return }
        let found = "the numbers from 0 to \(fields.count - 1), which may be names"
        let wanted = "a letter in each name, or, if they are numbers, a line of names above"
        throw DataFault(line.file, .line(line.number, column: nil), found: found, wanted: wanted)
    }
}
