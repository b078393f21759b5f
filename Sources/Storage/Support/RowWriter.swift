import GRDB
import GRDBSQLite

/// Binds one row's values in order, through the C interface: a trace has ten thousand rows of a dozen numbers.
struct RowWriter {
    private let statement: OpaquePointer
    private var column: Int32 = 0

    init(statement: OpaquePointer) {
        self.statement = statement
    }

    /// A number; NaN is stored as NULL.
    mutating func add(_ value: Double) {
        column += 1
        if value.isNaN {
            sqlite3_bind_null(statement, column)
        } else {
            sqlite3_bind_double(statement, column, value)
        }
    }

    /// A whole number, NULL for nil.
    mutating func add(_ value: Int?) {
        column += 1
        if let value {
            sqlite3_bind_int64(statement, column, Int64(value))
        } else {
            sqlite3_bind_null(statement, column)
        }
    }

    /// A text.
    mutating func add(_ value: String) {
        column += 1
        // The C macro SQLITE_TRANSIENT: the bytes are copied before the call returns.
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        sqlite3_bind_text(statement, column, value, Int32(value.utf8.count), transient)
    }
}

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
