/// A comparison in SQL: a left operand and the values compared with it, several in BETWEEN and IN.
struct SQLComparison {
    /// The operands' offsets in the text's UTF-8.
    var left: Range<Int>
    var right: [Range<Int>]
    /// Whether it is within a subquery, whose columns the surrounding text does not know.
    var isInner: Bool
}

extension SQLText {
    /// Every comparison in the text, by `<`, `=`, IS, BETWEEN, IN and the like.
    var comparisons: [SQLComparison] { ComparisonReader(text: self).all() }

    /// A part of the text as written.
    func written(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// The position of a part; its length ends with its first line.
    func position(of range: Range<Int>) -> QueryFault.Position {
        var position = position(at: range.lowerBound)
        position.length = max(1, written(range).prefix { !$0.isNewline }.count)
        return position
    }
}

/// Finds the comparisons in a text, using the precedence of SQLite's operators.
private struct ComparisonReader {
    /// A word, a literal, or an operator of one or more characters, in lower case.
    private struct Piece {
        var text: String
        var range: Range<Int>
        var isName = false
    }

    private let pieces: [Piece]
    /// For each opening parenthesis or CASE the index of its end, and vice versa.
    private let partners: [Int: Int]

    init(text: SQLText) {
        pieces = Self.pieces(of: text)
        var partners: [Int: Int] = [:]
        var open: [Int] = []
        for (index, piece) in pieces.enumerated() where !piece.isName {
            switch piece.text {
            case "(", "case": open.append(index)
            case ")", "end":
                guard let start = open.popLast() else { continue }
                partners[start] = index
                partners[index] = start
            default: break
            }
        }
        self.partners = partners
    }

    private static let longOperators: Set<String> = ["||", "->", "<<", ">>", "<=", ">=", "<>", "!=", "=="]

    /// The tokens, with the characters of one operator joined.
    private static func pieces(of text: SQLText) -> [Piece] {
        var pieces: [Piece] = []
        for token in text.tokens {
            let piece = Piece(
                text: token.word,
                range: token.range,
                isName: token.kind == .quotedName || token.kind == .string
            )
            if token.kind == .symbol, let last = pieces.last, !last.isName,
                last.range.upperBound == token.range.lowerBound,
                longOperators.contains(last.text + piece.text)
            {
                pieces[pieces.count - 1].text += piece.text
                pieces[pieces.count - 1].range = last.range.lowerBound..<token.range.upperBound
            } else {
                pieces.append(piece)
            }
        }
        return pieces
    }

    private static let relations: Set<String> = ["<", "<=", ">", ">="]
    private static let equalities: Set<String> = ["=", "==", "<>", "!=", "is", "in", "between"]

    /// Words and characters that end an operand.
    private static let ends: Set<String> = [
        ",", ";", "and", "or", "not", "when", "then", "else", "select", "distinct", "from", "where", "having", "on",
        "by",
        "group", "order", "limit", "offset", "join", "left", "inner", "cross", "natural", "using", "as", "union",
        "intersect", "except", "values", "window", "like", "glob", "match", "regexp", "escape", "isnull", "notnull",
        "asc", "desc", "nulls", "with", "set", "returning",
    ]

    func all() -> [SQLComparison] {
        pieces.indices.compactMap { index in
            let piece = pieces[index]
            guard !piece.isName else { return nil }
            switch piece.text {
            case "between": return between(index)
            case "in": return list(index)
            case "is": return identity(index)
            case let sign where Self.relations.contains(sign) || Self.equalities.contains(sign):
                return comparison(index, [operand(from: index + 1, isRelation: Self.relations.contains(sign))])
            default: return nil
            }
        }
    }

    private func comparison(_ index: Int, _ right: [Range<Int>?]) -> SQLComparison? {
        let isRelation = Self.relations.contains(pieces[index].text)
        let hasNot = index > 0 && pieces[index - 1].text == "not" && !pieces[index - 1].isName
        let right = right.compactMap { $0 }
        guard let left = operand(before: hasNot ? index - 1 : index, isRelation: isRelation), !right.isEmpty else {
            return nil
        }
        return SQLComparison(left: left, right: right, isInner: isInner(index))
    }

    private func between(_ index: Int) -> SQLComparison? {
        var middle = index + 1
        while middle < pieces.count, pieces[middle].isName || pieces[middle].text != "and" {
            middle = (partners[middle].map { max($0, middle) } ?? middle) + 1
        }
        return comparison(index, [operand(from: index + 1), operand(from: middle + 1)])
    }

    /// The values of an IN; none when it contains a table or a SELECT.
    private func list(_ index: Int) -> SQLComparison? {
        let start = index + 1
        guard start + 1 < pieces.count, pieces[start].text == "(", let end = partners[start], !isSelect(start + 1)
        else {
            return nil
        }
        var values: [Range<Int>?] = []
        var next = start + 1
        while next < end {
            values.append(operand(from: next))
            while next < end, pieces[next].text != "," { next = (partners[next].map { max($0, next) } ?? next) + 1 }
            next += 1
        }
        return comparison(index, values)
    }

    private func identity(_ index: Int) -> SQLComparison? {
        var next = index + 1
        for word in ["not", "distinct", "from"] where next < pieces.count && pieces[next].text == word { next += 1 }
        guard next < pieces.count, pieces[next].text != "null" else { return nil }
        return comparison(index, [operand(from: next)])
    }

    private func isSelect(_ index: Int) -> Bool {
        pieces.indices.contains(index) && ["select", "values", "with"].contains(pieces[index].text)
    }

    private func isInner(_ index: Int) -> Bool {
        pieces.indices.contains { start in
            start < index && pieces[start].text == "(" && (partners[start] ?? 0) > index && isSelect(start + 1)
        }
    }

    /// Whether an operand ends before a piece; `<` binds more tightly than `=`.
    private func isEnd(_ index: Int, isRelation: Bool) -> Bool {
        let piece = pieces[index]
        guard !piece.isName else { return false }
        return Self.ends.contains(piece.text) || Self.equalities.contains(piece.text)
            || isRelation && Self.relations.contains(piece.text)
    }

    private func operand(from start: Int, isRelation: Bool = true) -> Range<Int>? {
        var end = start
        while end < pieces.count, !isEnd(end, isRelation: isRelation) {
            if let partner = partners[end] {
                guard partner > end else { break }
                end = partner
            }
            end += 1
        }
        return range(start, end)
    }

    private func operand(before end: Int, isRelation: Bool) -> Range<Int>? {
        var start = end
        while start > 0, !isEnd(start - 1, isRelation: isRelation) {
            if let partner = partners[start - 1] {
                guard partner < start - 1 else { break }
                start = partner
            } else {
                start -= 1
            }
        }
        return range(start, end)
    }

    private func range(_ start: Int, _ end: Int) -> Range<Int>? {
        start < end ? pieces[start].range.lowerBound..<pieces[end - 1].range.upperBound : nil
    }
}
