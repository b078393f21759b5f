import Foundation

/// The works that a book cites, as citations in the text and as a list of references.
///
/// Letters distinguish works of the same authors and year: 2025a, 2025b.
struct ReferenceList: Sendable {
    /// The cited works by author, year and title.
    let entries: [Bibliography.Entry]
    /// The year with its letter, by key.
    private let years: [String: String]

    /// Sorts the cited works; keys without a work are left out.
    init(_ bibliography: Bibliography, citing keys: some Sequence<String>) {
        let cited = Set(keys)
        entries = bibliography.entries.filter { cited.contains($0.key) }
            .map { (sortKey: Self.sortKey($0), entry: $0) }
            .sorted { $0.sortKey.lexicographicallyPrecedes($1.sortKey) }
            .map(\.entry)
        var years: [String: String] = [:]
        for (_, group) in Dictionary(grouping: entries, by: { [$0.names, $0.year ?? "n.d."] }) {
            for (position, entry) in group.enumerated() {
                let letter = group.count == 1 ? "" : Self.letter(position)
                years[entry.key] = (entry.year ?? "n.d.") + letter
            }
        }
        self.years = years
    }

    /// A citation within a line, in which each work links to its entry: "(Kingma 2015, §4.3; Ma 2022)".
    ///
    /// `page` is the address of the page that holds the list, empty for the same page; `identifiers` are that page's.
    /// A work that is not in the list has no link.
    func citation(
        of works: [Inline.CitedWork],
        page: String = "",
        identifiers: PageIdentifiers,
        by renderer: any Renderer
    ) -> Markup {
        let known = works.map { work in
            var work = work
            work.label = label(of: work.key) ?? work.label
            return work
        }
        func linked(_ work: Inline.CitedWork, _ text: Markup) -> Markup {
            guard years[work.key] != nil, let id = identifiers.works[work.key] else { return text }
            return renderer.link(text, to: page + "#" + id, kind: .citation)
        }
        return CitationText(works: known).written(escaped: renderer.escaped, link: linked) { $0.joined() }
    }

    /// The authors and the year with its letter; nil when the work is not in the list.
    func label(of key: String) -> Bibliography.Label? {
        guard let year = years[key], let entry = entries.first(where: { $0.key == key }) else { return nil }
        return .init(authors: entry.names, year: year)
    }

    /// The entries as HTML for list items, each with its key.
    var items: [(key: String, html: Markup)] {
        entries.map { ($0.key, ReferenceText(entry: $0, year: years[$0.key] ?? "").html) }
    }

    private static func sortKey(_ entry: Bibliography.Entry) -> [String] {
        let names = entry.authors.isEmpty ? [entry.names] : entry.authors.map { $0.family + " " + $0.initials }
        // A unit separator sorts before all letters, so that one author alone sorts before the same author with
        // others.
        let texts = [names.joined(separator: "\u{1f}"), entry.year ?? "", entry.fields["title"] ?? "", entry.key]
        return texts.map { $0.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil) }
    }

    private static func letter(_ position: Int) -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyz")
        let first = position / letters.count
        return (first > 0 ? String(letters[(first - 1) % letters.count]) : "")
            + String(letters[position % letters.count])
    }
}
