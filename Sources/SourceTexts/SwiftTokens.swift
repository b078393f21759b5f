/// A Swift source split into words, strings and punctuation, without comments and white space.
public struct SwiftTokens: Sendable {
    /// A token of the source.
    public struct Token: Sendable {
        /// The kinds of tokens; a number is a word, and a regular expression literal is a string.
        public enum Kind: Sendable { case word, string, sign }

        /// The kind of token.
        public var kind: Kind
        /// The text as written.
        public var text: String
        /// The line on which it begins, from 1.
        public var line: Int
        /// The line on which it ends, from 1.
        public var lastLine: Int
        /// Whether it directly follows the previous token.
        public var isClose: Bool
    }

    /// The tokens in order.
    public let tokens: [Token]

    /// Splits a source.
    public init(_ text: String) {
        var lexer = Lexer(bytes: Array(text.utf8))
        tokens = lexer.all()
    }

    /// The index of the bracket that closes the one at `index`; the last index when there is none.
    func end(of index: Int) -> Int {
        var depth = 0
        for place in index..<tokens.count where tokens[place].kind == .sign {
            switch tokens[place].text {
            case "(", "[", "{": depth += 1
            case ")", "]", "}": depth -= 1
            default: continue
            }
            if depth == 0 { return place }
        }
        return tokens.count - 1
    }

    /// Whether the line that begins with a token continues the previous line's statement.
    static func goesOn(after before: Token, with token: Token) -> Bool {
        if before.kind == .sign, "=,+-*/&|<:.".contains(before.text) { return true }
        if token.kind == .sign { return !"@#})];".contains(token.text) }
        return ["where", "throws", "async", "rethrows", "else", "as", "is", "in"].contains(token.text)
            || ["where", "return", "in"].contains(before.text)
    }
}

/// Splits the bytes of a source into tokens.
private struct Lexer {
    let bytes: [UInt8]
    private var index = 0
    private var line = 1
    private var tokens: [SwiftTokens.Token] = []
    private var lastEnd = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func all() -> [SwiftTokens.Token] {
        while index < bytes.count {
            let (start, first) = (index, line)
            guard let kind = next() else { continue }
            let text = String(decoding: bytes[start..<index], as: UTF8.self)
            tokens.append(.init(kind: kind, text: text, line: first, lastLine: line, isClose: start == lastEnd))
            lastEnd = index
        }
        return tokens
    }

    private func byte(_ offset: Int = 0) -> UInt8 { index + offset < bytes.count ? bytes[index + offset] : 0 }

    private func has(_ text: StaticString, at offset: Int = 0) -> Bool {
        text.withUTF8Buffer { bytes.dropFirst(index + offset).starts(with: $0) }
    }

    private mutating func advance(_ count: Int = 1) {
        for _ in 0..<count where index < bytes.count {
            if bytes[index] == UInt8(ascii: "\n") { line += 1 }
            index += 1
        }
    }

    /// Moves past one token; returns nil for white space and comments.
    private mutating func next() -> SwiftTokens.Token.Kind? {
        if byte() <= 32 {
            advance()
            return nil
        }
        if has("//") {
            while index < bytes.count, byte() != UInt8(ascii: "\n") { advance() }
            return nil
        }
        if has("/*") {
            skipComment()
            return nil
        }
        let marks = bytes[index...].prefix { $0 == UInt8(ascii: "#") }.count
        if byte(marks) == UInt8(ascii: "\"") {
            skipString(marks: marks)
            return .string
        }
        if byte(marks) == UInt8(ascii: "/"), let end = endOfPattern(marks: marks) {
            advance(end - index)
            return .string
        }
        guard Self.isWord(byte()) else {
            advance()
            return .sign
        }
        while index < bytes.count, Self.isWord(byte()) { advance() }
        return .word
    }

    /// Moves past a comment, which may contain nested comments.
    private mutating func skipComment() {
        var depth = 0
        repeat {
            if has("/*") {
                depth += 1
                advance(2)
            } else if has("*/") {
                depth -= 1
                advance(2)
            } else {
                advance()
            }
        } while depth > 0 && index < bytes.count
    }

    /// Moves past a string with its interpolations, which may contain strings themselves.
    private mutating func skipString(marks: Int) {
        advance(marks)
        let isLong = has("\"\"\"")
        let quotes = isLong ? 3 : 1
        advance(quotes)
        while index < bytes.count {
            if byte() == UInt8(ascii: "\\"), areMarks(marks, at: 1) {
                advance(1 + marks)
                if byte() == UInt8(ascii: "(") { skipInterpolation() } else { advance() }
            } else if isLong ? has("\"\"\"") : byte() == UInt8(ascii: "\""), areMarks(marks, at: quotes) {
                advance(quotes + marks)
                return
            } else if !isLong, byte() == UInt8(ascii: "\n") {
                return
            } else {
                advance()
            }
        }
    }

    private func areMarks(_ count: Int, at offset: Int) -> Bool {
        (0..<count).allSatisfy { byte(offset + $0) == UInt8(ascii: "#") }
    }

    private mutating func skipInterpolation() {
        var depth = 0
        repeat {
            if byte() == UInt8(ascii: "(") { depth += 1 }
            if byte() == UInt8(ascii: ")") { depth -= 1 }
            if next() == nil, depth == 0 { return }
        } while depth > 0 && index < bytes.count
    }

    /// The end of a regular expression literal; nil when the slash is a division.
    private func endOfPattern(marks: Int) -> Int? {
        if marks == 0 {
            let opens = tokens.last.map { ["(", ",", "=", ":", "[", "return", "in"].contains($0.text) } ?? false
            guard opens, byte(1) > 32 else { return nil }
        }
        var place = index + marks + 1
        while place < bytes.count, bytes[place] != UInt8(ascii: "\n") {
            let isEnd = (0..<marks).allSatisfy { place + 1 + $0 < bytes.count && bytes[place + 1 + $0] == 0x23 }
            if bytes[place] == UInt8(ascii: "/"), isEnd { return place + 1 + marks }
            place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
        }
        return nil
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "`"), 128...:
            true
        default: false
        }
    }
}
