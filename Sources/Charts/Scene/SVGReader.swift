/// Reads Cairo's SVG tag by tag; there is no text between its tags.
struct SVGReader: Sequence, IteratorProtocol {
    /// A tag: its name, its attributes with the styles among them, and whether it has no content.
    struct Tag {
        var name: Substring
        var attributes: [(name: Substring, value: Substring)] = []
        var isEmpty = false
        var isEnd = false

        subscript(name: String) -> Substring? {
            attributes.first { $0.name == name }?.value
        }
    }

    private var rest: Substring

    init(_ text: String) {
        rest = Substring(text)
    }

    mutating func next() -> Tag? {
        // All syntax is ASCII, so the search uses bytes, which is much faster than characters.
        while let open = rest.utf8.firstIndex(of: UInt8(ascii: "<")),
            let close = rest.utf8[open...].firstIndex(of: UInt8(ascii: ">"))
        {
            let content = rest[rest.utf8.index(after: open)..<close]
            rest = rest[rest.utf8.index(after: close)...]
            switch content.utf8.first {
            case UInt8(ascii: "?"), UInt8(ascii: "!"), nil: continue
            case UInt8(ascii: "/"): return Tag(name: content.dropFirst(), isEnd: true)
            default: return SVGReader.tag(content)
            }
        }
        return nil
    }

    private static func tag(_ content: Substring) -> Tag {
        let end = content.utf8.firstIndex { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "/") } ?? content.endIndex
        var tag = Tag(name: content[..<end], isEmpty: content.utf8.last == UInt8(ascii: "/"))
        var rest = content[end...]
        while let equals = rest.utf8.firstIndex(of: UInt8(ascii: "=")) {
            let key = rest[..<equals].drop { $0 == " " }
            let start = rest.utf8.index(equals, offsetBy: 2)
            guard let end = rest.utf8[start...].firstIndex(of: UInt8(ascii: "\"")) else { break }
            let value = rest[start..<end]
            rest = rest[rest.utf8.index(after: end)...]
            if key == "style" { tag.attributes += declarations(value) } else { tag.attributes.append((key, value)) }
        }
        return tag
    }

    private static func declarations(_ style: Substring) -> [(name: Substring, value: Substring)] {
        style.split(separator: ";").compactMap { declaration in
            guard let colon = declaration.firstIndex(of: ":") else { return nil }
            let value = declaration[declaration.index(after: colon)...]
            return (declaration[..<colon].drop { $0 == " " }, value.drop { $0 == " " })
        }
    }
}
