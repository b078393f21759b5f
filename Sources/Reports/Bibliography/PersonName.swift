/// The name of an author, with the particle as part of the family name: "van der Berg".
struct PersonName: Sendable, Hashable {
    var given: String
    var family: String
    /// A suffix such as "Jr.".
    var suffix: String

    /// Reads one name of a BibTeX list: "Last, First", "Last, Jr., First" or "First von Last".
    ///
    /// Braces keep words together, so that the name of a group can be one name.
    init(bibtex text: String) {
        let parts = Self.split(text, at: ",").map { LatexText.plain($0) }
        if parts.count >= 3 {
            (family, suffix, given) = (parts[0], parts[1], parts[2])
            return
        }
        suffix = ""
        if parts.count == 2 {
            (family, given) = (parts[0], parts[1])
            return
        }
        let words = Self.split(text, at: nil)
        let last = max(0, words.count - 1)
        let particle = words.dropLast().firstIndex { $0.first?.isLowercase == true }
        let start = particle ?? last
        given = words[..<start].map { LatexText.plain($0) }.joined(separator: " ")
        family = words[start...].map { LatexText.plain($0) }.joined(separator: " ")
    }

    /// The first letter of each part, with a full stop.
    ///
    /// Such as "Z.-W." for "Zhi-Wei" and "C. J." for "C.J.".
    var initials: String {
        given.split(separator: " ").map { word in
            word.split(separator: "-").map { part in
                part.split(separator: ".").compactMap { $0.first.map { "\($0)." } }.joined(separator: " ")
            }.joined(separator: "-")
        }.joined(separator: " ")
    }

    /// Splits a BibTeX list of names at " and "; `hasMore` says whether it ends with "others".
    static func list(bibtex text: String) -> (names: [PersonName], hasMore: Bool) {
        var groups: [[String]] = [[]]
        for word in split(text, at: nil) {
            if word == "and" { groups.append([]) } else { groups[groups.count - 1].append(word) }
        }
        let names = groups.map { $0.joined(separator: " ") }.filter { !$0.isEmpty }
        let hasMore = names.last == "others"
        return ((hasMore ? names.dropLast() : names[...]).map { PersonName(bibtex: $0) }, hasMore)
    }

    /// Splits outside braces, at a separator, or at blanks when the separator is nil.
    private static func split(_ text: String, at separator: Character?) -> [String] {
        var parts = [""]
        var depth = 0
        for character in text {
            if character == "{" { depth += 1 }
            if character == "}" { depth -= 1 }
            let isEnd = separator.map { $0 == character } ?? character.isWhitespace
            if depth == 0, isEnd { parts.append("") } else { parts[parts.count - 1].append(character) }
        }
        let trimmed = parts.map(\.blankTrimmed)
        return separator == nil ? trimmed.filter { !$0.isEmpty } : trimmed
    }
}
