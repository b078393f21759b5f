/// A table of finite numbers in text: one row on each line, columns between separators, and a header if there is one.
///
/// Blanks around a field and blank lines are ignored; a field may be in double quotes. Line ends may be LF or CRLF.
/// Anything else that is not a decimal number is a fault: nothing is guessed, and only what the author allows is left
/// out.
struct NumberTable {
    /// The file's path, for messages.
    let file: String
    /// The first line with text, from 1: the header or the first row.
    let firstLine: Int
    /// The names of the columns; nil without a header.
    let header: [String]?
    /// The number of columns.
    let columns: Int
    /// The numbers of the chosen columns, row by row.
    private(set) var values: [Double] = []
    /// The line number, from 1, of each row.
    private(set) var lines: [Int] = []
    private let form: TableForm
    private var fault: DataFault?

    /// The number of rows, at least 1.
    var rows: Int { lines.count }

    /// Reads a table; throws a ``DataFault`` that names line and column.
    ///
    /// `choose` returns the indices of the columns to read, in their order; the others may contain anything.
    init(
        _ bytes: [UInt8],
        file: String,
        form: TableForm = TableForm(),
        choosing choose: (NumberTable) throws -> [Int] = { Array(0..<$0.columns) }
    ) throws {
        try DataFault.refuseUnreadable(bytes, file: file)
        let text = try DataFault.text(in: bytes, file: file, separator: form.separator.byte)
        var rows = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .enumerated()
            .map { TableLine($1, number: $0 + 1, of: file) }
            .filter { !$0.text.isEmpty }[...]
        guard let first = rows.first else {
            throw DataFault(file, .whole, found: "blank lines only", wanted: "a table of numbers")
        }
        let names = try first.fields(by: form.separator.byte)
        try form.refuseOtherSeparator(names, in: first)
        let isHeader = form.header == .yes || form.header == .auto && form.areNames(names)
        if isHeader {
            try Self.checkNames(names, in: first)
            rows.removeFirst()
        } else if form.header == .auto, rows.count > 1 {
            try form.refuseCount(names, in: first)
        }
        self.file = file
        self.form = form
        header = isHeader ? names : nil
        columns = names.count
        firstLine = first.number
        guard !rows.isEmpty else {
            throw DataFault(file, .line(first.number, column: nil), found: "a header only", wanted: "rows of numbers")
        }
        let chosen = try choose(self)
        for row in rows { try append(try row.fields(by: form.separator.byte), chosen, line: row.number) }
        if let fault { throw fault }
        guard !lines.isEmpty else {
            throw DataFault(file, .whole, found: "a missing cell in every row", wanted: "rows of numbers")
        }
    }

    private mutating func append(_ fields: [String], _ chosen: [Int], line: Int) throws {
        guard fields.count == columns else {
            let found = "\(fields.count) column\(fields.count == 1 ? "" : "s")"
            let help = form.help(for: fields.first { form.hint($0) != nil } ?? "")
            let place = DataFault.Place.line(line, column: nil)
            throw DataFault(file, place, found: found, wanted: "\(columns) as in the first line", help: help)
        }
        if form.missing == .drop, chosen.contains(where: { TableForm.isMissing(fields[$0]) }) { return }
        for column in chosen {
            if let number = form.number(fields[column]) {
                values.append(number)
            } else {
                note(fields[column], at: .line(line, column: column + 1))
            }
        }
        lines.append(line)
    }

    /// Notes a cell that is not a number; of further ones only the places are kept.
    private mutating func note(_ field: String, at place: DataFault.Place) {
        guard fault == nil else {
            fault?.others.append(place)
            return
        }
        let found = field.isEmpty ? "nothing" : "'\(field)'"
        fault = DataFault(file, place, found: found, wanted: "a finite number", help: form.help(for: field))
    }

    /// Checks that each column has a unique name: an empty name marks another program's row numbers, and equal ones
    /// are useless.
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
}
