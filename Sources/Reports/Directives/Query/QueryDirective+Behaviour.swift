import Diagnostics
import Settings
import Storage

extension QueryDirective: PageDirective, NumberSource {
    static var resultName: String? { "table" }

    var prose: [[String]] { [["caption"]] }

    var numberedAs: String? { isHidden ? nil : "Table" }

    var files: [String] { ["tables/\(id).csv", PageContext.replayPath(id)] }

    var searched: String { caption }

    /// Its question to the archive.
    var question: Question { question(sql) }

    var queries: [WrittenSQL] { [WrittenSQL(path: ["sql"], sql: sql)] }

    var asked: [Question] { [question] }

    func answers(from results: Results) -> [Answer] {
        isHidden ? [] : [Answer(path: ["sql"]) { try results.table(question).rows.count }]
    }

    func content(from inputs: PageInputs) -> [String]? { try? [inputs.results.table(question).digest] }

    func html(_ placed: PlacedDirective, in context: PageContext) throws -> Markup {
        try QueryPart(query: self, placed: placed, context: context).html()
    }

    // MARK: - Numbers

    func check(_ key: ValueKey, in check: SQLCheck) throws {
        guard let columns = try? check.columns(of: sql) else { return }
        for name in key.names.prefix(1) + key.conditions.map(\.column) {
            _ = try ValueRows.column(name, of: key.source, among: columns)
        }
        guard key.names.count <= 2, key.names.dropFirst().allSatisfy({ Int($0) ?? 0 > 0 }) else {
            throw ValueFault(
                "'\(key.names.dropFirst().joined(separator: "."))' is no row of query '\(key.source)'",
                help: "rows are counted from 1, or named by what they hold: \(key.source).\(key.names[0])[column=value]"
            )
        }
    }

    func number(_ key: ValueKey, from results: Results) throws -> ValueCheck.Found {
        let rows = ValueRows(name: key.source, table: try results.table(question))
        let column = try ValueRows.column(key.names[0], of: key.source, among: rows.table.columns)
        let row = try rows.index(for: key)
        let cell = rows.table.rows[row][column]
        guard let number = cell.number else {
            let found = cell == .null ? "nothing (NULL)" : "the text '\(cell.text)'"
            throw ValueFault("'\(key.source).\(key.names.joined(separator: "."))' is no number but \(found)")
        }
        return ValueCheck.Found(number: number, row: (rows, row, column))
    }
}
