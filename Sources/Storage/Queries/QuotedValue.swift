/// A quoted text that SQL compares with a column: `experiment = 'bowl'`, `b.variant GLOB 'lr=*'`.
public struct QuotedValue: Sendable, Hashable {
    /// The text between the quotes.
    public var value: String
    /// The position of the opening quote.
    public var position: QueryFault.Position
    /// Whether it is compared by GLOB or LIKE.
    public var isPattern: Bool { pattern != .none }
    /// Whether the comparison is negated.
    public var isNegated: Bool

    /// Whether it is compared by an operator, IN or GLOB, which are case-sensitive.
    var isExact: Bool { pattern != .like }

    private var pattern: Pattern

    private enum Pattern: Sendable { case none, glob, like }

    /// Whether this value or pattern matches `name`.
    public func means(_ name: String) -> Bool {
        switch pattern {
        case .none: value == name
        case .glob: Self.matches(Array(name), Array(value), any: "*", one: "?")
        case .like: Self.matches(Array(name.lowercased()), Array(value.lowercased()), any: "%", one: "_")
        }
    }

    /// Whether a name matches a pattern; a set of letters in brackets, as in GLOB, counts as a match.
    private static func matches(_ name: [Character], _ pattern: [Character], any: Character, one: Character) -> Bool {
        if any == "*", pattern.contains("[") { return true }
        // The lengths of the prefixes of the name that the pattern so far matches.
        var lengths: Set<Int> = [0]
        for sign in pattern {
            if sign == any {
                lengths = lengths.min().map { Set($0...name.count) } ?? []
            } else {
                lengths = Set(lengths.filter { $0 < name.count && (sign == one || name[$0] == sign) }.map { $0 + 1 })
            }
        }
        return lengths.contains(name.count)
    }

    /// Every text that is compared with a column of this name.
    public static func all(of column: String, in sql: String) -> [QuotedValue] {
        QuotedValueReader(column: column, text: SQLText(sql)).all()
    }

    /// Whether the text gives this name to another column.
    public static func renames(_ column: String, in sql: String) -> Bool {
        let text = SQLText(sql)
        let words = text.tokens.map { $0.kind == .symbol || $0.kind == .string ? "" : $0.word }
        return words.indices.dropFirst(2).contains { index in
            words[index] == column && words[index - 1] == "as" && words[index - 2] != column
        }
    }

    /// Whether the text is one SELECT from one table, whose conditions are joined by AND only.
    public static func isPlain(_ sql: String) -> Bool {
        let text = SQLText(sql)
        let words = text.tokens.filter { $0.kind != .string }.map { $0.word }
        let isOne = words.count { $0 == "select" } == 1
        let from = words.firstIndex(of: "from").map { words[$0...].prefix { $0 != "where" } } ?? []
        return isOne && !from.contains(",") && !words.contains { ["or", "case", "iif", "filter", "join"].contains($0) }
    }

    /// The same value within an outer NOT.
    fileprivate func negated(_ isDenied: Bool) -> QuotedValue {
        var copy = self
        copy.isNegated = isNegated != isDenied
        return copy
    }

    fileprivate init(_ token: SQLText.Token, in text: SQLText, pattern: String, isNegated: Bool) {
        value = String(text.text(of: token).dropFirst().dropLast()).replacing("''", with: "'")
        position = text.position(of: token.range)
        self.isNegated = isNegated
        self.pattern = pattern == "glob" ? .glob : pattern == "like" ? .like : .none
    }
}

/// Finds quoted texts next to a column and a comparison operator.
private struct QuotedValueReader {
    let column: String
    let text: SQLText
    private let words: [String]
    /// For each token, whether it is within parentheses after NOT, and not in a subquery there.
    private let isDenied: [Bool]

    init(column: String, text: SQLText) {
        self.column = column
        self.text = text
        words = text.tokens.map { token in
            if token.kind == .string { return "'" }
            return token.kind == .symbol ? text.symbol(token).map(String.init) ?? "" : token.word
        }
        isDenied = Self.denials(words)
    }

    private static func denials(_ words: [String]) -> [Bool] {
        var levels = [false]
        return words.indices.map { index in
            if words[index] == ")", levels.count > 1 { levels.removeLast() }
            let isDenied = levels[levels.count - 1]
            if words[index] == "(" {
                let isQuery =
                    words.indices.contains(index + 1) && ["select", "with", "values"].contains(words[index + 1])
                levels.append(!isQuery && (isDenied || index > 0 && words[index - 1] == "not"))
            }
            return isDenied
        }
    }

    func all() -> [QuotedValue] {
        words.indices.filter { words[$0] == column }.flatMap { index in
            let start = index >= 2 && words[index - 1] == "." ? index - 2 : index
            let isDenied = isDenied[index] != (start > 0 && words[start - 1] == "not")
            return (behind(index) + before(index)).map { $0.negated(isDenied) }
        }
    }

    private func value(_ index: Int, _ pattern: String, _ isNegated: Bool) -> QuotedValue? {
        // A text that is concatenated with something else is only a part of the name.
        guard words.indices.contains(index), text.tokens[index].kind == .string,
            !(words.indices.contains(index + 1) && words[index + 1] == "|")
        else { return nil }
        return QuotedValue(text.tokens[index], in: text, pattern: pattern, isNegated: isNegated)
    }

    private func behind(_ index: Int) -> [QuotedValue] {
        var next = index + 1
        var isNegated = false
        func word() -> String { words.indices.contains(next) ? words[next] : "" }
        if word() == "is" { next += 1 }
        if word() == "not" { (isNegated, next) = (true, next + 1) }
        switch word() {
        case "'" where words[next - 1] == "is" || words[next - 1] == "not" && words[next - 2] == "is":
            return [value(next, "", isNegated)].compactMap { $0 }
        case "glob", "like": return [value(next + 1, word(), isNegated)].compactMap { $0 }
        case "in": return list(next + 1, isNegated)
        case "=", "<", "!":
            // An order comparison of names, such as `<`, says nothing about which are meant.
            let sign = word() + (words.indices.contains(next + 1) ? words[next + 1] : "")
            switch sign {
            case "==", "<>", "!=": return [value(next + 2, "", sign != "==")].compactMap { $0 }
            case _ where sign.hasPrefix("="): return [value(next + 1, "", false)].compactMap { $0 }
            default: return []
            }
        default: return []
        }
    }

    private func list(_ start: Int, _ isNegated: Bool) -> [QuotedValue] {
        guard words.indices.contains(start), words[start] == "(" else { return [] }
        let end = words[start...].firstIndex(of: ")") ?? words.count
        return (start..<end).compactMap { index in
            ["(", ","].contains(words[index]) ? value(index + 1, "", isNegated) : nil
        }
    }

    /// The text of a comparison such as `'bowl' = b.experiment`.
    private func before(_ index: Int) -> [QuotedValue] {
        var last = index - 1
        if last >= 1, words[last] == "." { last -= 2 }
        guard last >= 1, words[last] == "=" || words[last] == ">" && words[last - 1] == "<" else { return [] }
        let isLong = ["=", "!", "<"].contains(words[last - 1])
        let isNegated = words[last] == ">" || words[last - 1] == "!"
        let sign = isLong ? last - 1 : last
        guard sign > 0, sign < 2 || words[sign - 2] != "|" else { return [] }
        return [value(sign - 1, "", isNegated)].compactMap { $0 }
    }
}
