extension SQLText {
    /// A reference to a table in the text.
    struct Reference: Sendable {
        /// The table's name in lower case.
        let name: String
        /// The index of the token that names it.
        let token: Int
    }

    /// A query named by WITH in the text.
    struct OwnName: Sendable {
        /// The name in lower case.
        let name: String
        /// The tokens of the query, within its parentheses.
        let body: Range<Int>
    }

    static func references(in tokens: [Token], of bytes: [UInt8]) -> [Reference] {
        var reader = TableReader(tokens: tokens, bytes: bytes)
        return reader.all()
    }

    static func ownNames(in tokens: [Token], of bytes: [UInt8]) -> [OwnName] {
        Parentheses(tokens: tokens, bytes: bytes).ownNames
    }

    /// The character of a symbol token; nil for words.
    func symbol(_ token: Token) -> Character? { token.symbol(in: bytes) }
}

extension SQLText.Token {
    /// The character of a symbol token; nil for words.
    fileprivate func symbol(in bytes: [UInt8]) -> Character? {
        kind == .symbol ? Character(UnicodeScalar(bytes[range.lowerBound])) : nil
    }
}

/// Finds the names defined by WITH, using the parentheses of a text.
private struct Parentheses {
    let tokens: [SQLText.Token]
    let bytes: [UInt8]

    var ownNames: [SQLText.OwnName] {
        let ends = closings
        var names: [SQLText.OwnName] = []
        var openings: [Int] = []
        /// The index of the word before the parenthesis closed last.
        var before: Int?
        for (index, token) in tokens.enumerated() {
            switch token.symbol(in: bytes) {
            case "(": openings.append(index)
            case ")": before = openings.popLast().map { $0 - 1 }
            default: break
            }
            guard isWord(index + 1, "as"), let start = opening(behind: index + 2) else { continue }
            let name = token.symbol(in: bytes) == ")" ? before ?? index : index
            guard tokens.indices.contains(name) else { continue }
            let body = start + 1..<max(start + 1, ends[start] ?? tokens.count)
            names.append(SQLText.OwnName(name: tokens[name].word, body: body))
        }
        return names
    }

    /// The closing parenthesis of each opening one, by token index.
    private var closings: [Int: Int] {
        var closings: [Int: Int] = [:]
        var openings: [Int] = []
        for (index, token) in tokens.enumerated() {
            if token.symbol(in: bytes) == "(" { openings.append(index) }
            if token.symbol(in: bytes) == ")", let opening = openings.popLast() { closings[opening] = index }
        }
        return closings
    }

    /// The parenthesis that opens a query here, after an optional MATERIALIZED or NOT MATERIALIZED.
    private func opening(behind index: Int) -> Int? {
        var index = index
        while isWord(index, "not", "materialized") { index += 1 }
        return isOpening(index) ? index : nil
    }

    private func isOpening(_ index: Int) -> Bool {
        tokens.indices.contains(index) && tokens[index].symbol(in: bytes) == "("
    }

    private func isWord(_ index: Int, _ words: String...) -> Bool {
        tokens.indices.contains(index) && tokens[index].kind == .word && words.contains(tokens[index].word)
    }
}

/// Finds the words of an SQL text that name tables.
private struct TableReader {
    /// The state at one depth of parentheses.
    private struct Level {
        /// Whether a table's name is expected next.
        var wantsName = false
        /// Whether a comma is followed by a further table.
        var isInFrom = false
    }

    let tokens: [SQLText.Token]
    let bytes: [UInt8]
    private var levels: [Level]
    private var previous = ""

    init(tokens: [SQLText.Token], bytes: [UInt8]) {
        self.tokens = tokens
        self.bytes = bytes
        levels = [Level()]
    }

    mutating func all() -> [SQLText.Reference] {
        var found: [SQLText.Reference] = []
        for (index, token) in tokens.enumerated() {
            let word = token.word
            defer { previous = token.kind == .word ? word : "" }
            switch token.kind {
            case .symbol: step(token.symbol(in: bytes))
            case .string: top.wantsName = false
            case .word where step(over: word): break
            case .word, .quotedName:
                if top.wantsName { found.append(SQLText.Reference(name: word, token: index)) }
                top.wantsName = false
            }
        }
        return found
    }

    private var top: Level {
        get { levels[levels.count - 1] }
        set { levels[levels.count - 1] = newValue }
    }

    private mutating func step(_ symbol: Character?) {
        switch symbol {
        case "(":
            // Parentheses may contain joined tables; after IN they contain values.
            let holdsTables = top.wantsName && previous != "in"
            top.wantsName = false
            levels.append(Level(wantsName: holdsTables, isInFrom: holdsTables))
        case ")": if levels.count > 1 { levels.removeLast() }
        case ",": top.wantsName = top.isInFrom
        default: top.wantsName = false
        }
    }

    /// Updates the state for a keyword; returns false for names.
    private mutating func step(over word: String) -> Bool {
        switch word {
        case "from" where previous != "distinct": top = Level(wantsName: true, isInFrom: true)
        case "join", "in": top.wantsName = true
        case "select", "values", "where", "group", "having", "order", "limit", "window", "union", "intersect", "except":
            top = Level()
        default: return false
        }
        return true
    }
}
