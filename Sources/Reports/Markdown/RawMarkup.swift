/// Reads the raw HTML of a chapter, in which only a few safe elements are allowed.
enum RawMarkup {
    /// A token of raw HTML.
    enum Token: Equatable {
        case open(String, attributes: String)
        case close(String)
        case comment
        case text(String)
    }

    /// Elements within a line that contain text.
    static let spans: Set<String> = ["kbd", "sub", "sup"]

    /// The tokens with their offsets in bytes.
    static func tokens(in markup: String) -> [(token: Token, offset: Int)] {
        var found: [(Token, Int)] = []
        var rest = markup[...]
        while let first = rest.first {
            let end: Substring.Index
            let token: Token
            if rest.hasPrefix("<!--") {
                end = rest.firstRange(of: "-->")?.upperBound ?? rest.endIndex
                token = .comment
            } else if first == "<" {
                end = rest.firstIndex(of: ">").map { rest.index(after: $0) } ?? rest.endIndex
                token = tag(rest[..<end])
            } else {
                end = rest.firstIndex(of: "<") ?? rest.endIndex
                token = .text(String(rest[..<end]))
            }
            found.append((token, markup.utf8.distance(from: markup.startIndex, to: rest.startIndex)))
            rest = rest[end...]
        }
        return found
    }

    private static func tag(_ text: Substring) -> Token {
        var inner = text.dropFirst()
        if inner.last == ">" { inner = inner.dropLast() }
        let isClosing = inner.first == "/"
        if isClosing { inner = inner.dropFirst() }
        let name = inner.prefix { $0.isLetter || $0.isNumber || $0 == "-" }
        var attributes = inner.dropFirst(name.count)
        if attributes.last == "/" { attributes = attributes.dropLast() }
        if isClosing { return .close(name.lowercased()) }
        return .open(name.lowercased(), attributes: attributes.blankTrimmed)
    }
}
