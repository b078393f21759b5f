import GRDB
import GRDBSQLite

/// Binds one row's values in order, through the C interface, because a trace has ten thousand rows of a dozen
/// numbers.
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

    /// An integer; nil is stored as NULL.
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
