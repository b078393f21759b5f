import Foundation

/// The text after `value:`, which names a result.
///
/// For a query it is `query.column`, `query.column.2` or `query.column[momentum=0.9]`; for a claim `claim.trials` and
/// the like.
struct ValueKey: Sendable, Hashable {
    /// A value that a row must have in a column.
    struct Condition: Sendable, Hashable {
        var column: String
        /// The value without the encoding that addresses require.
        var value: String

        /// The condition as messages show it.
        var text: String { "\(column) = \(value)" }
    }

    /// The query or claim.
    let source: String
    /// The column, and further names separated by points, such as the row.
    let names: [String]
    /// The conditions in brackets at the end; empty without brackets.
    let conditions: [Condition]

    /// Reads a key; throws `ValueFault`.
    init(_ key: String) throws {
        let head = key.prefix { $0 != "[" }
        var parts = head.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        source = parts.removeFirst()
        names = parts
        guard !names.isEmpty, names.allSatisfy({ !$0.isEmpty }) else {
            throw ValueFault(
                "'value:\(key)' names no column",
                help: "write value:\(source).column, or value:\(source).column.2 for the second row"
            )
        }
        conditions = try Self.conditions(key.dropFirst(head.count), in: key)
        guard conditions.isEmpty || names.count == 1 else {
            throw ValueFault("'value:\(key)' names a row twice", help: "keep the number or the brackets")
        }
    }

    /// The conditions of `[a=1,b=x]`.
    private static func conditions(_ text: Substring, in key: String) throws -> [Condition] {
        guard !text.isEmpty else { return [] }
        let inner = text.dropFirst().prefix { $0 != "]" }
        let conditions = inner.split(separator: ",", omittingEmptySubsequences: false).compactMap { part in
            let sides = part.split(separator: "=", maxSplits: 1).map { decoded($0) }
            return sides.count == 2 && !sides[0].isEmpty ? Condition(column: sides[0], value: sides[1]) : nil
        }
        guard inner.count + 2 == text.count, conditions.count == inner.count(where: { $0 == "," }) + 1 else {
            throw ValueFault(
                "'value:\(key)' does not say which row",
                help: "write column=value between brackets at the end, as in median[momentum=0.9,seed=1]"
            )
        }
        return conditions
    }

    private static func decoded(_ part: Substring) -> String {
        let part = part.trimmingCharacters(in: .whitespaces)
        return part.removingPercentEncoding ?? part
    }

    /// A condition as it is written in a key.
    static func spelled(_ column: String, _ value: String) -> String {
        func encoded(_ text: String) -> String {
            text.map { character in
                let isTaken = character.isWhitespace || "[](),=%<>\\\"'&".contains(character)
                return isTaken ? character.utf8.map { String(format: "%%%02X", $0) }.joined() : String(character)
            }.joined()
        }
        return encoded(column) + "=" + encoded(value)
    }
}
