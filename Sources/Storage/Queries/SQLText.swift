import Foundation
import Synchronization

/// A tokenized SQL text, as far as is needed to find its end and the positions of names.
struct SQLText: Sendable {
    /// A token that is neither white space nor comment.
    struct Token: Sendable {
        enum Kind: Sendable { case word, quotedName, string, symbol }

        let kind: Kind
        /// The token's offsets in the text's UTF-8.
        let range: Range<Int>
        /// Its text in lower case, without a name's quotes.
        let word: String

        /// The token of a range of bytes.
        init(kind: Kind, range: Range<Int>, of bytes: [UInt8]) {
            self.kind = kind
            self.range = range
            word = String(decoding: bytes[Self.inner(kind, range)], as: UTF8.self).lowercased()
        }

        /// The range without a name's quotes; for other tokens the whole range.
        static func inner(_ kind: Kind, _ range: Range<Int>) -> Range<Int> {
            let name = range.dropFirst().dropLast()
            return kind == .quotedName ? name.startIndex..<name.endIndex : range
        }
    }

    let bytes: [UInt8]
    let tokens: [Token]
    /// Every reference to a table, including names defined by the text itself.
    let references: [Reference]
    /// The names defined by WITH: `name AS (` or `name (columns) AS (`.
    let ownNames: [OwnName]
    /// The names, in lower case, of the tables that the text reads.
    ///
    /// These are the names after FROM, JOIN and IN that are not defined by WITH in the text itself.
    let tables: Set<String>

    init(_ text: String) {
        self = Self.known(text)
    }

    private init(reading text: String) {
        let bytes = Array(text.utf8)
        self.bytes = bytes
        var scanner = SQLScanner(bytes: bytes)
        tokens = scanner.all()
        references = Self.references(in: tokens, of: bytes)
        ownNames = Self.ownNames(in: tokens, of: bytes)
        tables = Set(references.map(\.name)).subtracting(ownNames.map(\.name))
    }

    /// A cache of tokenized texts, since most are needed many times.
    private static let known = Mutex<[ExactText: SQLText]>([:])
    private static let mostKnown = 2000

    private static func known(_ text: String) -> SQLText {
        let key = ExactText(text)
        return known.withLock { texts in
            if let known = texts[key] { return known }
            if texts.count == mostKnown { texts = [:] }
            let read = SQLText(reading: text)
            texts[key] = read
            return read
        }
    }

    /// A token's text, without a name's quotes.
    func text(of token: Token) -> String {
        String(decoding: bytes[Token.inner(token.kind, token.range)], as: UTF8.self)
    }

    /// The only statement of the text, from its first word to its last, without surrounding semicolons and comments.
    ///
    /// It is nil when there is no statement, or more than one.
    var statement: String? {
        guard let range = statementRange else { return nil }
        return String(decoding: bytes[range], as: UTF8.self)
    }

    /// The offsets of the only statement; nil when there is none, or more than one.
    var statementRange: Range<Int>? {
        let statements = statements
        guard statements.count == 1 else { return nil }
        return statements[0]
    }

    /// The ranges of all statements, each from its first word to its last.
    var statements: [Range<Int>] {
        tokens.split { bytes[$0.range.lowerBound] == UInt8(ascii: ";") && $0.kind == .symbol }.compactMap { part in
            guard let first = part.first, let last = part.last else { return nil }
            return first.range.lowerBound..<last.range.upperBound
        }
    }

    /// The position of an offset in the UTF-8.
    func position(at offset: Int) -> QueryFault.Position {
        let offset = min(max(0, offset), bytes.count)
        let before = bytes[..<offset]
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let token = tokens.first { $0.range.contains(offset) && $0.range.lowerBound == offset }
        let length = token.map { String(decoding: bytes[$0.range], as: UTF8.self).count } ?? 1
        return QueryFault.Position(
            line: before.count { $0 == UInt8(ascii: "\n") } + 1,
            column: String(decoding: bytes[lineStart..<offset], as: UTF8.self).count + 1,
            length: max(1, length)
        )
    }

    /// The offset of the first word equal to `name`.
    func offset(of name: String) -> Int? {
        tokens.first { token in
            [.word, .quotedName].contains(token.kind) && token.word == name.lowercased()
        }?.range.lowerBound
    }

    /// All words, in lower case.
    var words: Set<String> {
        Set(tokens.filter { [.word, .quotedName].contains($0.kind) }.map(\.word))
    }
}

/// Splits the bytes of an SQL text into tokens.
private struct SQLScanner {
    let bytes: [UInt8]
    private var index = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func all() -> [SQLText.Token] {
        var tokens: [SQLText.Token] = []
        while index < bytes.count {
            let start = index
            if let kind = next() { tokens.append(SQLText.Token(kind: kind, range: start..<index, of: bytes)) }
        }
        return tokens
    }

    /// Moves past one token; returns nil for white space and comments.
    private mutating func next() -> SQLText.Token.Kind? {
        let byte = bytes[index]
        let following = index + 1 < bytes.count ? bytes[index + 1] : 0
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"), 12:
            index += 1
            return nil
        case UInt8(ascii: "-") where following == byte:
            while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
            return nil
        case UInt8(ascii: "/") where following == UInt8(ascii: "*"):
            skipComment()
            return nil
        case UInt8(ascii: "'"):
            skipQuoted(by: byte)
            return .string
        case UInt8(ascii: "\""), UInt8(ascii: "`"):
            skipQuoted(by: byte)
            return .quotedName
        case UInt8(ascii: "["):
            while index < bytes.count, bytes[index] != UInt8(ascii: "]") { index += 1 }
            index = min(index + 1, bytes.count)
            return .quotedName
        case _ where Self.isWord(byte):
            while index < bytes.count, Self.isWord(bytes[index]) { index += 1 }
            return .word
        default:
            index += 1
            return .symbol
        }
    }

    private mutating func skipComment() {
        index += 2
        while index + 1 < bytes.count, !(bytes[index] == UInt8(ascii: "*") && bytes[index + 1] == UInt8(ascii: "/")) {
            index += 1
        }
        index = min(index + 2, bytes.count)
    }

    /// Moves past a quoted text, in which a doubled quote is one quote.
    private mutating func skipQuoted(by quote: UInt8) {
        index += 1
        while index < bytes.count {
            let isDoubled = index + 1 < bytes.count && bytes[index + 1] == quote
            if bytes[index] == quote, !isDoubled { break }
            index += bytes[index] == quote ? 2 : 1
        }
        index = min(index + 1, bytes.count)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 128...:
            true
        default: false
        }
    }
}
