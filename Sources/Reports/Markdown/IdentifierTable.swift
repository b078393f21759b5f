import Diagnostics

/// The identifiers of one chapter, each used once.
struct IdentifierTable {
    private var places: [String: Place] = [:]
    /// The identifiers of the page around the chapter.
    private let reserved: Set<String>
    /// The identifiers that later headings or directives will take.
    private var awaited: Set<String>

    /// The last number appended to the text of headings with equal texts.
    private var numbers: [String: Int] = [:]

    /// An empty table.
    init(reserved: Set<String>, awaited: Set<String>) {
        self.reserved = reserved
        self.awaited = awaited
    }

    /// Reserves an author's identifier, so that none is generated with that name before its heading is reached.
    mutating func expect(_ id: String) { awaited.insert(id) }

    /// Takes an author's identifier; returns why it is not available, or nil.
    mutating func register(_ id: String, at place: Place) -> String? {
        if reserved.contains(id) { return "every page uses it for a part of its own" }
        if let earlier = places[id] { return "it was given in line \(earlier.line) already" }
        places[id] = place
        return nil
    }

    /// Generates an identifier from a heading's text: lower case, words joined by hyphens, and a number if it is
    /// taken.
    mutating func make(from text: String, at place: Place) -> String {
        var slug = ""
        for character in text.lowercased() {
            if character.isLetter || character.isNumber { slug.append(character) }
            if character.isWhitespace || "-_–—".contains(character), !slug.isEmpty, slug.last != "-" {
                slug.append("-")
            }
        }
        while slug.last == "-" { slug.removeLast() }
        if slug.isEmpty { slug = "section" }
        var id = slug
        while reserved.contains(id) || awaited.contains(id) || places[id] != nil {
            numbers[slug, default: 1] += 1
            id = "\(slug)-\(numbers[slug, default: 1])"
        }
        places[id] = place
        return id
    }
}
