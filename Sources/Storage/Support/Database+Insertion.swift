import GRDB
import GRDBSQLite

extension Database {
    /// Executes `sql` once for each of `count` rows, whose values `fill` binds.
    func insert(_ sql: String, count: Int, _ fill: (Int, inout RowWriter) -> Void) throws {
        let statement = try cachedStatement(sql: sql).sqliteStatement
        defer { sqlite3_clear_bindings(statement) }
        for index in 0..<count {
            var row = RowWriter(statement: statement)
            fill(index, &row)
            let code = sqlite3_step(statement)
            sqlite3_reset(statement)
            guard code == SQLITE_DONE else { throw failure(code, sql) }
        }
    }

    func failure(_ code: Int32, _ sql: String) -> DatabaseError {
        DatabaseError(resultCode: ResultCode(rawValue: code), message: lastErrorMessage, sql: sql)
    }
}
