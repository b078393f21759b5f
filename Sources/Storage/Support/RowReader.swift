import GRDB
import GRDBSQLite

/// Reads one row's values by position, through the C interface; a value with another type than was stored is damage.
struct RowReader {
    let statement: OpaquePointer

    /// A number; NULL is NaN.
    func double(_ column: Int32) throws -> Double {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_FLOAT: sqlite3_column_double(statement, column)
        case SQLITE_NULL: .nan
        default: throw mistyped(column)
        }
    }

    /// An integer.
    func int(_ column: Int32) throws -> Int {
        guard let value = try optionalInt(column) else { throw mistyped(column) }
        return value
    }

    /// An integer; nil for NULL.
    func optionalInt(_ column: Int32) throws -> Int? {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: Int(sqlite3_column_int64(statement, column))
        case SQLITE_NULL: nil
        default: throw mistyped(column)
        }
    }

    /// A text.
    func text(_ column: Int32) throws -> String {
        guard sqlite3_column_type(statement, column) == SQLITE_TEXT, let bytes = sqlite3_column_text(statement, column)
        else { throw mistyped(column) }
        let count = Int(sqlite3_column_bytes(statement, column))
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    /// A text; nil for NULL.
    func optionalText(_ column: Int32) throws -> String? {
        sqlite3_column_type(statement, column) == SQLITE_NULL ? nil : try text(column)
    }

    /// Checks the row's number in its first column, which no checksum covers: numbers have no gaps.
    func expect(_ number: Int, _ what: String) throws {
        guard try int(0) == number else { throw DamagedRow(reason: "the number of \(what) is not as it was stored") }
    }

    private func mistyped(_ column: Int32) -> DamagedRow {
        let name = sqlite3_column_name(statement, column).map { String(cString: $0) } ?? "column \(column)"
        return DamagedRow(reason: "\(name) holds a value of another type than was stored")
    }
}
