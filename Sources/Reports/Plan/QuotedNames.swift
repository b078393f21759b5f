/// The experiments that texts name between single quotes, in full or by a pattern of `GLOB` or `LIKE`.
struct QuotedNames {
    private let names: Set<Substring>
    private let patterns: [NamePattern]

    init(in texts: [String]) {
        // What stands between a closing and an opening quote is looked at too, and is no name: it has spaces.
        let pieces = Set(texts.flatMap { $0.split(separator: "'") })
        names = pieces
        patterns = pieces.compactMap(NamePattern.init)
    }

    /// Whether an experiment of this identifier is meant.
    func include(_ id: String) -> Bool {
        names.contains(id[...]) || patterns.contains { $0.matches(id) }
    }
}
