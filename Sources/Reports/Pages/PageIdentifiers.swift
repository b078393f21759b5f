/// The HTML ids of one page, each used once.
///
/// Ids given by authors, of directives, headings and equations, are never changed. Generated ids, such as those of
/// captions, notes and drawings, get a number where theirs is taken.
final class PageIdentifiers {
    /// The ids that every chapter's page has besides its content.
    static let ofFrame: Set<String> = ["main", "references"]
    /// The ids that the landing page has besides its groups.
    static let ofLanding: Set<String> = ["main", "claims", "chapters"]

    /// The ids of works in the list of references, by key.
    private(set) var works: [String: String] = [:]
    /// The prefixes of the ids within the drawings of a figure, by the figure's id.
    private var drawings: [String: Drawing] = [:]
    private var taken: Set<String>
    /// The prefixes used by drawings.
    private var prefixes: Set<String> = []
    /// The taken ids that look like those of a drawing, without the part that drawings add.
    private var stems: Set<Substring>

    /// The prefixes of a figure's two drawings, for wide and for narrow screens.
    struct Drawing: Hashable {
        var wide: String
        var narrow: String
    }

    /// The ids of a page on which `taken` are used, with a list of works and the figures of that page.
    init(taken: Set<String> = [], works: [String] = [], figures: [String] = []) {
        self.taken = taken
        stems = Set(taken.compactMap(Self.stem))
        for key in works { self.works[key] = take(Self.name(ofWork: key)) }
        for id in figures { drawings[id] = Drawing(wide: takePrefix(id), narrow: takePrefix(id + "-narrow")) }
    }

    /// Takes the wanted id, or the first one with a number appended that is free.
    func take(_ wanted: String) -> String {
        let id = Self.first(wanted) {
            taken.contains($0) || Self.stem($0).map { prefixes.contains(String($0)) } ?? false
        }
        taken.insert(id)
        if let stem = Self.stem(id) { stems.insert(stem) }
        return id
    }

    /// The prefixes of the ids of a figure's drawings.
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

    /// The part of an id before the suffix that drawings add: title, description, or the number of a glyph.
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
