/// Asks SQLite itself whether a claim's condition compares a text with a number in any of the claim's rows.
///
/// In SQLite every text is greater than every number, so such a condition has an answer, but a wrong one.
public struct TypeCheck {
    /// One SELECT with a column for each comparison, which is 1 if the comparison is faulty.
    public let sql: String
    /// The operands of each comparison.
    private let pairs: [(left: Range<Int>, right: Range<Int>)]
    private let text: SQLText

    /// Nil when the condition compares nothing.
    ///
    /// - Parameters:
    ///   - sql: the claim's query.
    ///   - expect: its condition.
    public init?(sql: String, expect: String) {
        text = SQLText(expect)
        guard let statement = SQLText(sql).statement else { return nil }
        pairs = text.comparisons.filter { !$0.isInner }.flatMap { comparison in
            comparison.right.map { (comparison.left, $0) }
        }
        guard !pairs.isEmpty else { return nil }
        let columns = pairs.enumerated().map { [text] index, pair in
            let (left, right) = ("typeof(\(text.written(pair.left)))", "typeof(\(text.written(pair.right)))")
            func mixed(_ one: String, _ other: String) -> String {
                "\(one) = 'text' AND \(other) IN ('integer', 'real')"
            }
            return "max(\(mixed(left, right)) OR \(mixed(right, left))) AS c\(index)"
        }
        self.sql = "SELECT \(columns.joined(separator: ", "))\nFROM (\(statement))"
    }

    /// Whether the query must be run.
    ///
    /// Most conditions compare values computed from columns; then the rows themselves show that these contain no
    /// texts.
    public func isNeeded(for trials: Table) -> Bool {
        var known: [String: Bool] = [:]
        func isNumeric(_ column: String) -> Bool {
            if let found = known[column] { return found }
            let found = trials.column(column)?.allSatisfy { if case .text = $0 { false } else { true } } ?? false
            known[column] = found
            return found
        }
        let operands = Set(pairs.flatMap { [text.written($0.left), text.written($0.right)] })
        return !operands.allSatisfy { operand in
            let words = SQLText(operand)
            return words.tokens.allSatisfy { token in
                let word = token.word
                switch token.kind {
                case .string: return false
                case .symbol: return word != "|"
                case .quotedName: return isNumeric(word)
                case .word: return word.first?.isNumber == true || Self.reckoning.contains(word) || isNumeric(word)
                }
            }
        }
    }

    /// Functions and keywords whose result is a number if their arguments are.
    private static let reckoning: Set<String> = [
        "abs", "round", "max", "min", "coalesce", "ifnull", "nullif", "iif", "sqrt", "log", "log2", "log10", "ln",
        "exp",
        "pow", "power", "sign", "ceil", "floor", "case", "when", "then", "else", "end", "and", "or", "not", "is",
        "null",
        "between", "in",
    ]

    /// The fault shown by the answer to `sql`; nil when there is none.
    public func fault(in answer: Table) -> QueryFault? {
        guard let row = answer.rows.first, let index = row.firstIndex(of: .integer(1)), pairs.indices.contains(index)
        else { return nil }
        return .mixedTypes(pairs[index].left, text, .expect)
    }
}
