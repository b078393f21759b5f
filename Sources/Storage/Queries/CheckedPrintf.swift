import Foundation
import GRDBSQLite

/// Replaces SQLite's `printf` and `format`, which print NULL and texts as 0 where a number is expected.
///
/// The replacements fail in these cases and otherwise give the same text.
final class CheckedPrintf {
    /// A value that was formatted as a number but is not one.
    struct Misprint: Hashable {
        /// `nothing (NULL)`, or the text.
        var what: String
        /// The format string.
        var format: String
    }

    /// The first misprint since this was last set to nil.
    var misprint: Misprint?
    /// Another connection, in which the names have their original meaning.
    private var plain: OpaquePointer?
    private var statements: [Int32: OpaquePointer] = [:]

    /// Defines the functions in a connection, whose owner retains this object.
    func define(in handle: OpaquePointer) {
        let me = Unmanaged.passUnretained(self).toOpaque()
        let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS
        for name in ["printf", "format"] {
            sqlite3_create_function_v2(handle, name, -1, flags, me, Self.call, nil, nil, nil)
        }
    }

    deinit {
        for statement in statements.values { sqlite3_finalize(statement) }
        sqlite3_close_v2(plain)
    }

    private static let call: @convention(c) (OpaquePointer?, Int32, UnsafeMutablePointer<OpaquePointer?>?) -> Void = {
        context,
        count,
        values in
        guard let context, let me = sqlite3_user_data(context) else { return }
        let values = UnsafeBufferPointer(start: values, count: Int(count))
        Unmanaged<CheckedPrintf>.fromOpaque(me).takeUnretainedValue().print(values, in: context)
    }

    private func print(_ values: UnsafeBufferPointer<OpaquePointer?>, in context: OpaquePointer) {
        if let found = Self.misprint(values) {
            misprint = misprint ?? found
            return sqlite3_result_error(context, "\(found.what) is no number", -1)
        }
        guard let statement = statement(Int32(values.count)) else {
            return sqlite3_result_error_nomem(context)
        }
        defer { sqlite3_reset(statement) }
        for (index, value) in values.enumerated() { sqlite3_bind_value(statement, Int32(index + 1), value) }
        guard sqlite3_step(statement) == SQLITE_ROW else {
            return sqlite3_result_error(context, sqlite3_errmsg(plain), -1)
        }
        sqlite3_result_value(context, sqlite3_column_value(statement, 0))
    }

    /// A statement that calls the original function with a given number of arguments.
    private func statement(_ count: Int32) -> OpaquePointer? {
        if let known = statements[count] { return known }
        if plain == nil {
            sqlite3_open_v2(":memory:", &plain, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil)
            sqlite3_limit(plain, SQLITE_LIMIT_LENGTH, Int32(QueryRun.valueLimit))
        }
        let places = (0..<count).map { "?\($0 + 1)" }.joined(separator: ", ")
        var statement: OpaquePointer?
        sqlite3_prepare_v3(plain, "SELECT printf(\(places))", -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
        statements[count] = statement
        return statement
    }

    /// The first argument in the place of a number that is not one.
    private static func misprint(_ values: UnsafeBufferPointer<OpaquePointer?>) -> Misprint? {
        guard let first = values.first, let text = sqlite3_value_text(first) else { return nil }
        let format = UnsafeBufferPointer(start: text, count: Int(sqlite3_value_bytes(first)))
        var next = 1
        var index = 0
        while index < format.count {
            defer { index += 1 }
            guard format[index] == UInt8(ascii: "%") else { continue }
            index += 1
            var kinds: [Bool] = []
            while index < format.count, flags.contains(format[index]) {
                // An asterisk takes an integer argument as width.
                if format[index] == UInt8(ascii: "*") { kinds.append(true) }
                index += 1
            }
            guard index < format.count else { break }
            if numbers.contains(format[index]) {
                kinds.append(true)
            } else if texts.contains(format[index]) {
                kinds.append(false)
            } else if !bare.contains(format[index]) {
                // SQLite stops at a conversion that it does not know.
                return nil
            }
            for isNumber in kinds {
                let value = values.indices.contains(next) ? values[next] : nil
                next += 1
                if isNumber, let what = noNumber(value) {
                    return Misprint(what: what, format: String(decoding: format, as: UTF8.self))
                }
            }
        }
        return nil
    }

    private static let flags = Set("-+ #0!,123456789.*l".utf8)
    private static let numbers = Set("diufeEgGxXopr".utf8)
    private static let texts = Set("szqQwc".utf8)
    /// Conversions without an argument.
    private static let bare = Set("%n".utf8)

    /// A description of a value that is not a number; nil for numbers and texts that represent one.
    private static func noNumber(_ value: OpaquePointer?) -> String? {
        guard let value else { return "nothing" }
        switch sqlite3_value_type(value) {
        case SQLITE_INTEGER, SQLITE_FLOAT: return nil
        case SQLITE_TEXT:
            let bytes = UnsafeBufferPointer(start: sqlite3_value_text(value), count: Int(sqlite3_value_bytes(value)))
            let text = String(decoding: bytes, as: UTF8.self)
            // Blanks around a number do not matter.
            let words = text.split(whereSeparator: \.isWhitespace)
            return words.count == 1 && NumberLiteral.isWhole(words[0]) ? nil : "the text '\(text.prefix(40))'"
        case SQLITE_NULL: return "nothing (NULL)"
        default: return "a blob"
        }
    }
}
