import Diagnostics

/// The terms of the book's glossary, which pages link at their first use.
struct Glossary: Sendable {
    let terms: [GlossaryTerm]
    /// The index of the chapter that explains them, which links none of them.
    let chapter: Int?

    /// The terms that a book's glossary explains: each of its headings of the third level, or each part of such a
    /// heading between commas, unless it is a formula.
    init(_ book: Book) {
        let file = book.configuration.glossary
        chapter = book.chapters.firstIndex { $0.name + ".md" == file }
        guard let chapter else {
            terms = []
            return
        }
        let unlinked = Set(book.configuration.unlinked.map { $0.lowercased() })
        let page = book.chapters[chapter].page.addressEncoded
        terms = book.chapters[chapter].document.outline.filter { $0.level == 3 }.flatMap { entry in
            Self.names(in: entry.content).filter { !unlinked.contains($0.lowercased()) }
                .map { GlossaryTerm($0, address: "\(page)#\(entry.id)") }
        }
    }

    /// A text that changes when a term or its address does.
    var fingerprint: String {
        terms.map { "\($0.words.joined(separator: " "))\t\($0.address)" }.joined(separator: "\n")
    }

    /// The fault of a glossary that is no chapter, and of words that it does not explain.
    static func faults(of book: Book) -> [Diagnostic] {
        let file = book.configuration.glossary
        let files = book.chapters.map { $0.name + ".md" }
        guard file.isEmpty || files.contains(file) else {
            let place = book.configurationSource.place(of: ["glossary"])
            return [DashboardCheck.unknown("chapter", file, at: place, among: files)]
        }
        let glossary = book.chapters.first { $0.name + ".md" == file }
        let headings = glossary?.document.outline.filter { $0.level == 3 } ?? []
        let names = headings.flatMap { Self.names(in: $0.content) }
        let known = Set(names.map { $0.lowercased() })
        return book.configuration.unlinked.enumerated().filter { !known.contains($0.element.lowercased()) }.map {
            let place = book.configurationSource.place(of: ["unlinked", "\($0.offset)"])
            return DashboardCheck.unknown("term", $0.element, at: place, among: names)
        }
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
