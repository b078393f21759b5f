import Diagnostics

/// The terms of the book's glossary, which pages link at their first use.
struct Glossary: Sendable {
    let terms: [GlossaryTerm]
    /// The index of the chapter that explains them, which links none of them.
    let chapter: Int?

    /// The faults of a glossary that is no chapter, and of words that it does not explain.
    let faults: [Diagnostic]

    /// The terms that a book's glossary explains: each of its headings of the third level, or each part of such a
    /// heading between commas, unless it is a formula.
    init(_ book: Book) {
        let (file, unlinked) = (book.configuration.glossary, book.configuration.unlinked)
        let files = book.chapters.map { $0.name + ".md" }
        chapter = files.firstIndex(of: file)
        guard file.isEmpty || chapter != nil else {
            let place = book.configurationSource.place(of: ["glossary"])
            (terms, faults) = ([], [DashboardCheck.unknown("chapter", file, at: place, among: files)])
            return
        }
        let explained = chapter.map { Self.explained(in: book.chapters[$0]) } ?? []
        let left = Set(unlinked.map { $0.lowercased() })
        terms = explained.filter { !left.contains($0.name.lowercased()) }
            .map { GlossaryTerm($0.name, address: $0.address) }
        let names = explained.map(\.name)
        let known = Set(names.map { $0.lowercased() })
        faults = unlinked.enumerated().filter { !known.contains($0.element.lowercased()) }.map { index, word in
            let place = book.configurationSource.place(of: ["unlinked", "\(index)"])
            return DashboardCheck.unknown("term", word, at: place, among: names)
        }
    }

    /// The names that a chapter explains, with the addresses at which it does.
    private static func explained(in chapter: Chapter) -> [(name: String, address: String)] {
        chapter.document.outline.filter { $0.level == 3 }.flatMap { entry in
            names(in: entry.content).map { ($0, "\(chapter.page.addressEncoded)#\(entry.id)") }
        }
    }

    /// A text that changes when a term or its address does.
    var fingerprint: String {
        terms.map { "\($0.words.joined(separator: " "))\t\($0.address)" }.joined(separator: "\n")
    }

    /// The terms that a heading names; a part with a formula in it names none, since prose writes it as a formula too.
    private static func names(in heading: [Inline]) -> [String] {
        let formula = "\u{0}"
        let text = heading.map { inline in
            if case .formula = inline.kind { formula } else { [inline].plainText }
        }.joined()
        return text.split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty && !$0.contains(formula) }
    }
}
