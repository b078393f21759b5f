/// The syntax of a table of numbers in a text file.
struct TableForm {
    /// The separator between columns.
    var separator = Separator.comma
    /// The decimal separator of numbers.
    var decimal = Decimal.point
    /// Whether the first line contains names.
    var header = Header.auto
    /// The treatment of missing cells.
    var missing = Missing.fault
    /// Whether the author can set all of this, so that messages name the settings.
    var isSettable = false

    /// Whether the first line contains names.
    enum Header: String, CaseIterable {
        /// It does if none of its fields is a number, so that a mistake in the first row is not taken for a name.
        case auto
        case yes
        case no
    }

    /// The character between columns.
    enum Separator: String, CaseIterable {
        case comma, semicolon, tab

        var byte: UInt8 {
            switch self {
            case .comma: UInt8(ascii: ",")
            case .semicolon: UInt8(ascii: ";")
            case .tab: UInt8(ascii: "\t")
            }
        }
    }

    /// The character before a fraction.
    enum Decimal: String, CaseIterable {
        case point, comma

        var byte: UInt8 {
            switch self {
            case .point: UInt8(ascii: ".")
            case .comma: UInt8(ascii: ",")
            }
        }
    }

    /// The treatment of missing cells.
    enum Missing: String, CaseIterable {
        case fault
        /// Rows with missing cells are left out.
        case drop
    }

    /// What other programs write into empty cells, in lower case.
    private static let blanks: Set<String> = ["", "na", "n/a", "nan", "null", "none", "?"]

    /// Whether a cell is empty.
    static func isMissing(_ field: String) -> Bool { blanks.contains(field.lowercased()) }

    /// Reads a finite number in decimal digits, a form that every program reads in the same way; Swift would also
    /// accept `0x10`.
    func number(_ field: String) -> Double? {
        var bytes = Array(field.utf8)
        if decimal != .point {
            guard !bytes.contains(UInt8(ascii: ".")) else { return nil }
            bytes = bytes.map { $0 == decimal.byte ? UInt8(ascii: ".") : $0 }
        }
        let isDecimal = bytes.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
        let number = isDecimal ? Double(String(decoding: bytes, as: UTF8.self)) : nil
        return number?.isFinite == true ? number : nil
    }

    /// Whether fields are names: none is a number in any notation.
    func areNames(_ fields: [String]) -> Bool { fields.allSatisfy { number($0) == nil && Double($0) == nil } }

    /// The setting with which a field could be read; nil when there is none.
    func hint(_ field: String) -> String? {
        let inner = field.filter { !$0.isWhitespace || $0 == "\t" }
        if let other = Separator.allCases.first(where: { $0 != separator && inner.utf8.contains($0.byte) }) {
            var form = self
            form.decimal = .comma
            if other == .comma, form.number(field) != nil { return "decimal: comma" }
            return "separator: \(other.rawValue)"
        }
        return Self.isMissing(field) ? "missing: drop" : nil
    }

    /// Help that names a setting and its effect.
    func help(for field: String) -> String? {
        guard isSettable, let hint = hint(field) else { return nil }
        switch hint {
        case "missing: drop": return "missing: drop leaves such rows out"
        case "decimal: comma": return "write decimal: comma if commas stand before fractions"
        default: return "write \(hint) if that stands between the columns"
        }
    }

    /// Refuses a table with another separator, which would look like a single column.
    func refuseOtherSeparator(_ fields: [String], in line: TableLine) throws {
        guard isSettable, fields.count == 1 else { return }
        for other in Separator.allCases where other != separator {
            let count = try line.fields(by: other.byte).count
            guard count > 1, !(other == .comma && decimal == .comma) else { continue }
            let place = DataFault.Place.line(line.number, column: nil)
            let wanted = "several; there are \(count) between \(other.rawValue)s"
            let help = "write separator: \(other.rawValue)"
            throw DataFault(line.file, place, found: "one column", wanted: wanted, help: help)
        }
    }

    /// Refuses a first line 0, 1, 2, …, which some programs write as names of columns: it would be the first sample.
    func refuseCount(_ fields: [String], in line: TableLine) throws {
        guard fields.count > 1, fields == fields.indices.map(String.init) else { return }
        let found = "the numbers from 0 to \(fields.count - 1), which may be names"
        let wanted = "a letter in each name, or, if they are numbers, a line of names above"
        let help = isSettable ? "write header: yes if they are names, header: no if they are numbers" : nil
        throw DataFault(line.file, .line(line.number, column: nil), found: found, wanted: wanted, help: help)
    }
}
