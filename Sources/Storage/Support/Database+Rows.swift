import GRDB
import GRDBSQLite

extension Database {
    /// Calls `body` for each row of `sql`, whose parameters are integers.
    func forEachRow(_ sql: String, _ parameters: Int..., body: (RowReader) throws -> Void) throws {
        try forEachRow(sql, { row in for value in parameters { row.add(value) } }, body)
    }

    /// Calls `body` for each row of `sql`, whose parameters are texts.
    func forEachRow(_ sql: String, text parameters: String..., body: (RowReader) throws -> Void) throws {
        try forEachRow(sql, { row in for value in parameters { row.add(value) } }, body)
    }

    private func forEachRow(_ sql: String, _ bind: (inout RowWriter) -> Void, _ body: (RowReader) throws -> Void) throws
    {
        let statement = try cachedStatement(sql: sql).sqliteStatement
        defer {
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
        }
        var parameters = RowWriter(statement: statement)
        bind(&parameters)
        while true {
            let code = sqlite3_step(statement)
            if code == SQLITE_DONE { return }
            guard code == SQLITE_ROW else { throw failure(code, sql) }
            try body(RowReader(statement: statement))
        }
    }
}
