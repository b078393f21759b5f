/// The part of a source that decides what the compiled program does: its tokens, without comments, layout and help
/// texts.
public enum SourceMeaning {
    /// The meaning of a Swift source, as a text that stays the same when only layout, comments or help texts change.
    public static func ofSwift(_ text: String) -> String {
        let source = SwiftTokens(text)
        let help = HelpTexts.indices(in: source)
        var written = ""
        var brackets: [String] = []
        var last: SwiftTokens.Token?
        for (index, token) in source.tokens.enumerated() where !help.contains(index) {
            defer { last = token }
            if let last {
                let isNewLine = token.line > last.lastLine && brackets.last ?? "{" == "{"
                let isSeparate = isNewLine && !SwiftTokens.goesOn(after: last, with: token)
                written += isSeparate ? "\n" : " "
            }
            if token.kind == .sign { follow(token.text, &brackets, &written) }
            written += token.text
        }
        return written
    }

    /// Tracks open brackets, and drops the comma before a bracket that closes a list.
    private static func follow(_ sign: String, _ brackets: inout [String], _ written: inout String) {
        switch sign {
        case "(", "[", "{": brackets.append(sign)
        case ")", "]", "}":
            _ = brackets.popLast()
            if sign != "}", written.hasSuffix(", ") { written.removeLast(2) }
        default: break
        }
    }

    /// The meaning of a C source: its lines without comments and empty lines.
    public static func ofC(_ text: String) -> String {
        withoutComments(Array(text.utf8)).split(separator: "\n")
            .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
            .filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private static func withoutComments(_ bytes: [UInt8]) -> String {
        var kept: [UInt8] = []
        var index = 0
        func starts(_ pair: StaticString) -> Bool {
            index + 1 < bytes.count && pair.withUTF8Buffer { bytes[index] == $0[0] && bytes[index + 1] == $0[1] }
        }
        while index < bytes.count {
            if starts("//") {
                while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
            } else if starts("/*") {
                index += 2
                while index < bytes.count, !starts("*/") { index += 1 }
                index += 2
                kept.append(UInt8(ascii: " "))
            } else if bytes[index] == UInt8(ascii: "\"") {
                let start = index
                repeat {
                    index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
                } while index < bytes.count
                    && bytes[index] != UInt8(ascii: "\"") && bytes[index] != UInt8(ascii: "\n")
                index = min(index + 1, bytes.count)
                kept += bytes[start..<index]
            } else {
                kept.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: kept, as: UTF8.self)
    }
}
