/// The identifiers of one page, each used once.
///
/// What authors name keeps its name: their directives, headings and equations. What the page adds of its own to these, such
/// as captions, notes and drawings, gets a number behind its name where that is taken.
final class PageIdentifiers {
    /// What every chapter's page has besides its content.
    static let ofFrame: Set<String> = ["main", "references"]
    /// What the landing page has besides its groups.
    static let ofLanding: Set<String> = ["main", "claims", "chapters"]

    /// The identifiers of the works in the list of references, by key.
    private(set) var works: [String: String] = [:]
    /// What begins the identifiers within the drawings of a figure, by the figure's own.
    private var drawings: [String: Drawing] = [:]
    private var taken: Set<String>
    /// What begins identifiers of drawings.
    private var prefixes: Set<String> = []
    /// What would begin one that is taken, were it of a drawing.
    private var stems: Set<Substring>

    /// The two drawings of a figure: that for wide screens and that for narrow ones.
    struct Drawing: Hashable {
        var wide: String
        var narrow: String
    }

    /// Those of a page on which `taken` are used, with a list of works and the figures of an identifier.
    init(taken: Set<String> = [], works: [String] = [], figures: [String] = []) {
        self.taken = taken
        stems = Set(taken.compactMap(Self.stem))
        for key in works { self.works[key] = take(Self.name(ofWork: key)) }
        for id in figures { drawings[id] = Drawing(wide: takePrefix(id), narrow: takePrefix(id + "-narrow")) }
    }

    /// The name that is wanted, or the first with a number behind it that nothing on the page has.
    func take(_ wanted: String) -> String {
        let id = Self.first(wanted) {
            taken.contains($0) || Self.stem($0).map { prefixes.contains(String($0)) } ?? false
        }
        taken.insert(id)
        if let stem = Self.stem(id) { stems.insert(stem) }
        return id
    }

    /// What begins the identifiers of a figure's drawings.
    func drawing(of figure: String) -> Drawing {
        drawings[figure] ?? Drawing(wide: figure, narrow: figure + "-narrow")
    }

    private func takePrefix(_ wanted: String) -> String {
        let prefix = Self.first(wanted) { prefixes.contains($0) || stems.contains($0[...]) }
        prefixes.insert(prefix)
        return prefix
    }

    private static func first(_ wanted: String, but isTaken: (String) -> Bool) -> String {
        guard isTaken(wanted) else { return wanted }
        return (2...).lazy.map { "\(wanted)-\($0)" }.first { !isTaken($0) } ?? wanted
    }

    /// What stands before the part that drawings add: title, description, or the number of a glyph.
    private static func stem(_ id: String) -> Substring? {
        guard let dash = id.lastIndex(of: "-"), dash > id.startIndex else { return nil }
        let part = id[dash...].dropFirst()
        let isGlyph = part.first == "g" && part.count > 1 && part.dropFirst().allSatisfy { ("0"..."9").contains($0) }
        return part == "t" || part == "d" || isGlyph ? id[..<dash] : nil
    }

    private static func name(ofWork key: String) -> String {
        "ref-"
            + key.map { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) ? String($0) : "-" }.joined()
    }
}
