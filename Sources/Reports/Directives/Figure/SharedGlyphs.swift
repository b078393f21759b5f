/// The outlines of letters on one page, each written once, since the figures of a page are lettered in the same sizes of
/// the same face and a letter's outline is longer than all its uses.
struct SharedGlyphs {
    /// The id of each outline that the page has.
    private var ids: [Substring: Substring] = [:]

    /// A drawing without the outlines that the page has already; its letters refer to those.
    mutating func sharing(_ svg: String) -> String {
        var renamed: [Substring: Substring] = [:]
        var written = ""
        written.reserveCapacity(svg.utf8.count)
        for (index, tag) in svg.split(separator: "<", omittingEmptySubsequences: false).enumerated() {
            if let (id, outline) = Self.glyph(tag) {
                if let known = ids[outline] {
                    renamed[id] = known
                    continue
                }
                ids[outline] = id
            }
            if index > 0 { written += "<" }
            guard let id = Self.reference(tag), let known = renamed[id] else {
                written += tag
                continue
            }
            written += Self.use + known + tag[id.endIndex...]
        }
        return written
    }

    private static let path = "path id=\""
    private static let use = "use href=\"#"
    private static let between = "\" d=\""

    /// The id and the outline of a letter; nil for other tags, since only letters are paths with an id.
    private static func glyph(_ tag: Substring) -> (id: Substring, outline: Substring)? {
        guard tag.hasPrefix(path), tag.hasSuffix("\"/>") else { return nil }
        let rest = tag.dropFirst(path.count).dropLast(3)
        guard let middle = rest.firstRange(of: between) else { return nil }
        return (rest[..<middle.lowerBound], rest[middle.upperBound...])
    }

    private static func reference(_ tag: Substring) -> Substring? {
        tag.hasPrefix(use) ? tag.dropFirst(use.count).prefix { $0 != "\"" } : nil
    }
}
