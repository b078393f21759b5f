import Diagnostics

/// The works that a book can cite.
struct Bibliography: Sendable, Hashable {
    /// The works in the order of their file.
    private(set) var entries: [Entry]
    /// The faults that the author must correct.
    private(set) var faults: [Diagnostic]
    private let positions: [String: Int]

    /// How a citation names a work.
    struct Label: Sendable, Hashable {
        /// The authors, such as "Kingma and Ba".
        var authors: String
        /// The year, such as "2015".
        var year: String
    }

    /// One work.
    struct Entry: Sendable, Hashable {
        /// The key that citations name.
        var key: String
        /// The kind in lower case, such as `article`.
        var kind: String
        /// The fields by their names in lower case, as plain text: LaTeX taken away.
        var fields: [String: String]
        /// The authors, or else the editors.
        var authors: [PersonName]
        /// Whether the list of authors ends with "and others".
        var hasMoreAuthors: Bool
        /// The place of the key in the file.
        var place: Place

        /// The year, also from a `date` field; nil when there is none.
        var year: String? {
            if let year = fields["year"], !year.isEmpty { return year }
            return fields["date"].map { String($0.prefix { $0 != "-" }) }
        }

        /// The authors as a citation names them.
        var names: String {
            let families = authors.map(\.family)
            switch families.count {
            case 0: return fields["organization"] ?? fields["title"] ?? key
            case 1: return families[0] + (hasMoreAuthors ? " et al." : "")
            case 2 where !hasMoreAuthors: return "\(families[0]) and \(families[1])"
            default: return families[0] + " et al."
            }
        }
    }

    /// Keeps the first of several works with the same key; the others have already been reported.
    init(_ entries: [Entry] = [], faults: [Diagnostic] = []) {
        self.entries = entries
        self.faults = faults
        positions = Dictionary(entries.enumerated().map { ($1.key, $0) }) { first, _ in first }
    }

    /// The keys of all works.
    var keys: Set<String> { Set(positions.keys) }

    /// The citation of the work with a key, without the letter for works of the same year; nil when there is no such
    /// work.
    func label(of key: String) -> Label? {
        self[key].map { Label(authors: $0.names, year: $0.year ?? "n.d.") }
    }

    /// The work with a key.
    subscript(key: String) -> Entry? { positions[key].map { entries[$0] } }

    /// A warning when the word after an at sign is not a key but resembles one.
    func warning(naming word: String, at place: Place) -> Diagnostic? {
        guard let near = NearMiss.nearest(to: word, in: positions.keys) else { return nil }
        let help = "did you mean '@\(near)'? An at sign that cites nothing is written \\@"
        return Diagnostic(.warning, "bibliography.unread", at: place, "no work has the key '\(word)'", help: help)
    }
}
