import GRDBSQLite

// Conversion of values from and to SQLite statements.
extension Cell {
    /// The value of a column in the current row of a statement.
    init(_ statement: OpaquePointer, _ column: Int32) {
        // For a number, SQLite would first convert it to text in order to count the bytes.
        var count: Int { Int(sqlite3_column_bytes(statement, column)) }
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: self = .integer(sqlite3_column_int64(statement, column))
        case SQLITE_FLOAT: self = .real(sqlite3_column_double(statement, column))
        case SQLITE_TEXT:
            let start = sqlite3_column_text(statement, column)
            self = .text(String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self))
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(statement, column)
            self = .blob(Array(UnsafeRawBufferPointer(start: start, count: count)))
        default: self = .null
        }
    }

    /// Binds the value, bit for bit, to a parameter of a statement, counted from 1.
    func bind(to statement: OpaquePointer, _ parameter: Int32) {
        // The C macro SQLITE_TRANSIENT: the bytes are copied before the call returns.
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch self {
        case .null: sqlite3_bind_null(statement, parameter)
        case .integer(let value): sqlite3_bind_int64(statement, parameter, value)
        case .real(let value): sqlite3_bind_double(statement, parameter, value)
        case .text(let text): sqlite3_bind_text(statement, parameter, text, Int32(text.utf8.count), copied)
        // An empty pointer would bind NULL.
        case .blob(let bytes) where bytes.isEmpty: sqlite3_bind_zeroblob(statement, parameter, 0)
        case .blob(let bytes): sqlite3_bind_blob(statement, parameter, bytes, Int32(bytes.count), copied)
        }
    }
}
