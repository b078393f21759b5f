import Diagnostics
import Storage

/// The rows of a query's answer, one of which a checked number selects.
struct ValueRows {
    /// The query's name.
    let name: String
    let table: Table

    /// The index of the row that a key selects, from 0; throws `ValueFault`.
    func index(for key: ValueKey) throws -> Int {
        guard !table.rows.isEmpty else {
            let help = "nothing was found: look at the query, and at what 'spikebook query' gives for parts of it"
            throw ValueFault("query '\(name)' gives no row", help: help)
        }
        if !key.conditions.isEmpty { return try index(where: key.conditions, for: key) }
        guard key.names.count > 1 else {
            guard table.rows.count == 1 else { throw several(key) }
            return 0
        }
        guard let number = Int(key.names[1]), table.rows.indices.contains(number - 1) else {
            throw ValueFault(
                "query '\(name)' has no row \(key.names[1])",
                help: "it has \(table.rows.count), counted from 1"
            )
        }
        return number - 1
    }

    /// The index of a named column; throws `ValueFault`.
    static func column(_ column: String, of query: String, among columns: [String]) throws -> Int {
        if let index = columns.firstIndex(of: column) { return index }
        let help = NearMiss.help(for: column, in: columns)
        throw ValueFault("query '\(query)' has no column '\(column)'", help: help)
    }

    private func several(_ key: ValueKey) -> ValueFault {
        let column = "value:\(name).\(key.names[0])"
        let byKey = spelling(of: 0, without: key.names[0]).map { "\(column)\($0)" }
        return ValueFault(
            "query '\(name)' has \(table.rows.count) rows",
            help: "say which: \(byKey ?? column + ".1") is the first"
        )
    }

    private func index(where conditions: [ValueKey.Condition], for key: ValueKey) throws -> Int {
        let columns = try conditions.map { try Self.column($0.column, of: name, among: table.columns) }
        var found = Array(table.rows.indices)
        for (condition, column) in zip(conditions, columns) {
            let kept = found.filter { table.rows[$0][column].isWritten(condition.value) }
            guard !kept.isEmpty else { throw none(condition, column, among: found) }
            found = kept
        }
        guard found.count == 1 else { throw ambiguous(found, conditions, key) }
        return found[0]
    }

    /// The fault of a condition that no row meets; it lists the existing values.
    private func none(_ condition: ValueKey.Condition, _ column: Int, among rows: [Int]) -> ValueFault {
        var seen: Set<String> = []
        let values = rows.map { table.rows[$0][column].text }.filter { seen.insert($0).inserted }
        let shown = values.prefix(12).joined(separator: ", ") + (values.count > 12 ? ", …" : "")
        let near = Double(condition.value) == nil ? NearMiss.nearest(to: condition.value, in: values) : nil
        return ValueFault(
            "no row of '\(name)' has \(condition.text)",
            help: near.map { "did you mean '\($0)'?" } ?? "\(condition.column) is one of \(shown)"
        )
    }

    private func ambiguous(_ rows: [Int], _ conditions: [ValueKey.Condition], _ key: ValueKey) -> ValueFault {
        let wanted = conditions.map(\.text).joined(separator: " and ")
        let spelled = spelling(of: rows[0], without: key.names[0])
        return ValueFault(
            "\(rows.count) rows of '\(name)' have \(wanted)",
            help: "name more columns" + (spelled.map { ": the first of them is \(key.names[0])\($0)" } ?? "")
        )
    }

    /// How a key selects a row by its values, `[momentum=0.9]`; nil when no one or two columns distinguish all rows.
    func spelling(of row: Int, without column: String) -> String? {
        let columns = table.columns.indices.filter { table.columns[$0] != column && isShort($0) }
        let pairs = columns.indices.flatMap { first in columns[(first + 1)...].map { [columns[first], $0] } }
        guard let telling = (columns.map { [$0] } + pairs).first(where: tellsApart) else { return nil }
        let parts = telling.map { ValueKey.spelled(table.columns[$0], table.rows[row][$0].text) }
        return "[" + parts.joined(separator: ",") + "]"
    }

    /// Whether every value of a column is short enough to be written in a key; measurements have too many digits.
    private func isShort(_ column: Int) -> Bool {
        table.rows.allSatisfy { row in
            switch row[column] {
            case .null, .blob: false
            case .text(let text): !text.isEmpty && text.count <= 60
            case .integer, .real: row[column].text.count <= 8
            }
        }
    }

    private func tellsApart(_ columns: [Int]) -> Bool {
        Set(table.rows.map { row in columns.map { row[$0].text } }).count == table.rows.count
    }

    /// The first columns of a row, for messages.
    func summary(of row: Int) -> String {
        zip(table.columns, table.rows[row]).prefix(3).map { "\($0) \($1 == .null ? "NULL" : $1.printed(digits: 5))" }
            .joined(separator: ", ")
    }
}

extension Storage.Cell {
    /// Whether a key's text means this value; numbers are compared to about ten digits.
    fileprivate func isWritten(_ text: String) -> Bool {
        guard let number else { return self != .null && self.text == text }
        guard let written = Double(text.replacing("−", with: "-")) else { return false }
        return abs(written - number) <= 1e-10 * max(abs(written), abs(number))
    }
}
