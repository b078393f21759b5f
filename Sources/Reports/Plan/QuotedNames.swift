/// The experiments that texts name between single quotes, in full or by a pattern of `GLOB` or `LIKE`.
struct QuotedNames {
    private let names: Set<Substring>
    private let patterns: [Regex<Substring>]

    init(in texts: [String]) {
        // What stands between a closing and an opening quote is looked at too, and is no name: it has spaces.
        let pieces = Set(texts.flatMap { $0.split(separator: "'") })
        names = pieces
        patterns = pieces.compactMap(Self.pattern)
    }

    /// Whether an experiment of this identifier is meant.
    func include(_ id: String) -> Bool {
        names.contains(id[...]) || patterns.contains { (try? $0.wholeMatch(in: id)) != nil }
    }

    /// A quoted piece as a regular expression: `*` stands for anything in GLOB, `%` in LIKE; nil for what has neither, or
    /// nothing else.
    private static func pattern(_ piece: Substring) -> Regex<Substring>? {
        guard piece.contains(where: { "*%".contains($0) }), piece.contains(where: \.isLetter),
            piece.allSatisfy({ $0.isLetter || $0.isNumber || "_-*%?".contains($0) })
        else { return nil }
        let isLike = piece.contains("%")
        let parts = piece.map { character in
            switch character {
            case "*", "%": ".*"
            case "?": "."
            case "_" where isLike: "."
            default: String(character)
            }
        }
        return try? Regex(parts.joined(), as: Substring.self)
    }
}
