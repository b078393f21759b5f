/// Finds comparisons of a text with a number that are visible in the SQL.
///
/// In SQLite every text is greater than every number, so such a condition has an answer, but a wrong one.
struct PlainTexts {
    private let text: SQLText
    /// The columns that contain texts, if the query reads only the archive's tables and gives no other value their
    /// names.
    private let columns: Set<String>

    init(_ text: SQLText) {
        self.text = text
        let readsArchive = text.tables.allSatisfy { ArchiveSchema.table($0) != nil } && !text.words.contains("with")
        columns = readsArchive ? ArchiveSchema.textColumns.subtracting(text.aliases) : []
    }

    /// The fault of the first comparison between a text and a literal number.
    func fault(in source: QueryFault.Source) -> QueryFault? {
        for comparison in text.comparisons {
            for right in comparison.right {
                let sides = [comparison.left, right]
                guard let words = sides.first(where: isText), sides.contains(where: isNumber) else { continue }
                return .mixedTypes(words, text, source)
            }
        }
        return nil
    }

    private func isNumber(_ range: Range<Int>) -> Bool {
        let written = text.written(range).filter { !"() \n\t\r".contains($0) }
        // Most tokens are names, and matching costs more than checking the first character.
        guard let first = written.first, first.isNumber || "+-.".contains(first) else { return false }
        return NumberLiteral.isWhole(written)
    }

    private func isText(_ range: Range<Int>) -> Bool {
        var tokens = text.tokens.filter { range.contains($0.range.lowerBound) }
        while tokens.count > 2, symbol(tokens[0]) == "(", closing(0, tokens) == tokens.count - 1 {
            tokens = Array(tokens[1..<(tokens.count - 1)])
        }
        guard let first = tokens.first, let last = tokens.last else { return false }
        if tokens.count == 1, first.kind == .string { return true }
        if isCall(tokens) { return true }
        if isJoined(tokens) { return true }
        let isColumn = tokens.count == 1 || tokens.count == 3 && symbol(tokens[1]) == "."
        return isColumn && last.kind != .symbol && last.kind != .string
            && columns.contains(last.word)
    }

    /// Functions that return texts.
    private static let functions: Set<String> = [
        "substr", "substring", "printf", "format", "upper", "lower", "trim", "ltrim", "rtrim", "replace",
        "group_concat",
        "string_agg", "concat", "concat_ws", "hex", "char", "quote", "typeof", "soundex",
    ]

    private func isCall(_ tokens: [SQLText.Token]) -> Bool {
        guard tokens.count > 2, tokens[0].kind == .word, closing(1, tokens) == tokens.count - 1 else { return false }
        let name = tokens[0].word
        guard name == "cast" else { return Self.functions.contains(name) }
        return tokens.dropLast().suffix(2).map { $0.word } == ["as", "text"]
    }

    /// Whether all of it is joined by `||`.
    private func isJoined(_ tokens: [SQLText.Token]) -> Bool {
        var signs = ""
        var index = 0
        while index < tokens.count {
            if let sign = symbol(tokens[index]) {
                if sign == "(" { index = closing(index, tokens) ?? index } else if sign != "." { signs.append(sign) }
            }
            index += 1
        }
        return signs.contains("||") && signs.allSatisfy { $0 == "|" }
    }

    private func symbol(_ token: SQLText.Token) -> Character? { text.symbol(token) }

    /// The index of the parenthesis that closes the one at `start`.
    private func closing(_ start: Int, _ tokens: [SQLText.Token]) -> Int? {
        guard tokens.indices.contains(start), symbol(tokens[start]) == "(" else { return nil }
        var depth = 0
        for index in start..<tokens.count {
            switch symbol(tokens[index]) {
            case "(": depth += 1
            case ")": depth -= 1
            default: break
            }
            if depth == 0 { return index }
        }
        return nil
    }
}

extension SQLText {
    /// The names after AS, in lower case.
    fileprivate var aliases: Set<String> {
        Set(
            zip(tokens, tokens.dropFirst()).compactMap { first, second in
                let isAlias = first.kind == .word && first.word == "as"
                return isAlias && second.kind != .symbol ? second.word : nil
            }
        )
    }
}

extension QueryFault {
    /// The fault of comparing a text with a number.
    static func mixedTypes(_ words: Range<Int>, _ text: SQLText, _ source: Source) -> QueryFault {
        let written = text.written(words).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let shown = written.count > 60 ? written.prefix(57) + "…" : written[...]
        return QueryFault(
            .mixedTypes,
            "the text \(shown) is compared with a number",
            source,
            text.position(of: words),
            help: "a text is greater than every number, whatever it says: write CAST(\(shown) AS REAL)"
        )
    }
}

extension ArchiveSchema {
    /// The columns that contain texts in every table that has them.
    static let textColumns: Set<String> = [
        "experiment", "variant", "outcome", "optimizer", "specification", "finished_at", "core", "kernel", "host",
        "kind",
        "name", "quantity", "path", "chapter", "statement", "verdict", "expected", "replay",
    ]
}
