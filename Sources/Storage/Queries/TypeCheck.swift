/// Asks SQLite itself whether a claim's condition compares a text with a number in any of the claim's rows.
///
/// SQLite takes every text for greater than every number, so that the condition has an answer then, and a wrong one.
public struct TypeCheck: Sendable {
    /// One SELECT with a column for each comparison, 1 where it is at fault.
    public let sql: String
    /// The first operand of each comparison.
    private let operands: [Range<Int>]
    private let expect: String
    /// Whether the condition itself may give texts, whatever the rows hold.
    private let makesTexts: Bool

    /// Nil when the condition compares nothing.
    /// - Parameters:
    ///   - sql: the claim's query.
    ///   - expect: its condition.
    public init?(sql: String, expect: String) {
        let text = SQLText(expect)
        guard let statement = SQLText(sql).statement else { return nil }
        let pairs = text.comparisons.filter { !$0.isInner }.flatMap { comparison in
            comparison.right.map { (comparison.left, $0) }
        }
        guard !pairs.isEmpty else { return nil }
        self.expect = expect
        makesTexts = text.tokens.contains { $0.kind == .string } || !text.words.isDisjoint(with: ["select", "cast"])
        operands = pairs.map(\.0)
        let columns = pairs.enumerated().map { index, pair in
            let (left, right) = ("typeof(\(text.written(pair.0)))", "typeof(\(text.written(pair.1)))")
            func mixed(_ one: String, _ other: String) -> String {
                "\(one) = 'text' AND \(other) IN ('integer', 'real')"
            }
            return "max(\(mixed(left, right)) OR \(mixed(right, left))) AS c\(index)"
        }
        self.sql = "SELECT \(columns.joined(separator: ", "))\nFROM (\(statement))"
    }

    /// Whether anything compared with these rows could be a text, so that the question must be asked.
    public func isNeeded(for trials: Table) -> Bool {
        makesTexts || trials.rows.contains { row in row.contains { if case .text = $0 { true } else { false } } }
    }

    /// What is wrong by the answer to `sql`; nil when all is well.
    public func fault(in answer: Table) -> QueryFault? {
        guard let row = answer.rows.first, let index = row.firstIndex(of: .integer(1)),
            operands.indices.contains(index)
        else { return nil }
        let text = SQLText(expect)
        return .mixedTypes(operands[index], text, .expect)
    }
}
