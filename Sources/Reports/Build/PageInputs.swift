import Experiments
import Foundation
import Storage

/// What decides a page, as digests: one of the keys of its results, which costs nothing, and one of what they say.
///
/// A page whose keys have changed need not be made again when its results are the same in the end.
///
/// Any thread may ask for them.
final class PageInputs: Sendable {
    let plan: Plan
    let summaries: [RunKey: RunSummary]
    let results: Results
    let figures: FigureSupply
    private let command: String
    /// Digests by what they tell of: one build asks for most of them more than once.
    private let digests = Protected<[String: String]>([:])

    private var book: Book { plan.book }

    /// What decides the pages of a plan's book; `command` calls the program as the pages show it.
    init(
        plan: Plan,
        summaries: [RunKey: RunSummary],
        results: Results,
        figures: FigureSupply,
        command: String
    ) {
        self.plan = plan
        self.summaries = summaries
        self.results = results
        self.figures = figures
        self.command = command
    }

    /// Finds what costs nothing but time of some chapters, by every processor.
    func prepare(_ chapters: [Int]) {
        let ahead = WorkAhead(for: chapters) { self.frame(ofChapter: $0) + self.keys(ofChapter: $0) }
        // What is found is kept; nothing of it can fail.
        for chapter in chapters { _ = try? ahead.result(for: chapter) }
        ahead.end()
    }

    /// Asks for what the results of some chapters say, by every processor.
    func prepareContents(_ chapters: [Int]) {
        let directives = chapters.flatMap(plan.directives(behindChapter:)).map(\.onPage)
        let ahead = WorkAhead(for: Array(directives.indices)) { _ = directives[$0].content(from: self) }
        // Answers are kept by whoever gives them; why there is none is told when a page is made.
        for index in directives.indices { _ = try? ahead.result(for: index) }
        ahead.end()
    }

    /// What decides a chapter's page beside its results.
    func frame(ofChapter index: Int) -> String {
        digest(shared + [own(ofChapter: index), labels(ofChapter: index)])
    }

    /// What a chapter's page says by itself.
    func own(ofChapter index: Int) -> String {
        let chapter = book.chapters[index]
        return known("own", index) {
            ["\(index)", chapter.text] + plan.texts(behindChapter: index) + pictures(of: chapter)
        }
    }

    /// The keys of a chapter's results.
    func keys(ofChapter index: Int) -> String {
        known("keys", index) { plan.directives(behindChapter: index).flatMap { $0.onPage.keys(from: self) } }
    }

    /// What a chapter's results say; nil when one of them fails, as the page will tell.
    func content(ofChapter index: Int) -> String? {
        let contents = plan.directives(behindChapter: index).map { $0.onPage.content(from: self) }
        return contents.contains(nil) ? nil : digest(contents.compactMap { $0 }.flatMap { $0 })
    }

    /// What a chapter may refer to.
    func labels(ofChapter index: Int) -> String {
        known("labels", index) { [plan.labels.fingerprint(of: book.chapters[index])] }
    }

    /// What decides the landing page and the search index: the texts, the verdicts, the numbers of `book.yml`.
    func landing(_ claims: [ClaimOutcome], katex: String) throws -> String {
        let outcomes = String(decoding: try JSONEncoder.sorted.encode(claims), as: UTF8.self)
        let sources = Set(book.configurationNumbers.map(\.source)).sorted().compactMap(book.numberSource)
        return digest(shared + [katex, outcomes] + book.chapters.map(\.text) + sources.flatMap { $0.keys(from: self) })
    }

    /// What decides the reference.
    var reference: String { digest(shared) }

    /// What all pages show of the book.
    var bookTexts: [String] {
        [book.configurationText, book.bibliographyText]
            + book.chapters.map { "\($0.number) \($0.address) \($0.titleText)" }
    }

    /// What all pages show: frame, contents, and what book and program are.
    private var shared: [String] {
        [RendererVersion.digest, CoreVersion.digest, command] + bookTexts
    }

    /// Digests of the pictures that a chapter's page shows.
    private func pictures(of chapter: Chapter) -> [String] {
        chapter.images.compactMap { LinkPath(image: $0.item.source)?.path }.map { path in
            let data = try? book.files.file(path).data()
            return path + (data.map { $0.withUnsafeBytes { Digest.sha256($0) } } ?? "")
        }
    }

    /// A digest of some kind, found once.
    private func known(_ kind: String, _ chapter: Int, _ texts: () -> [String]) -> String {
        let name = "\(kind) \(chapter)"
        if let digest = digests.value[name] { return digest }
        let digest = digest(texts())
        digests.update { $0[name] = digest }
        return digest
    }

    private func digest(_ texts: [String]) -> String { Digest.sha256(texts.joined(separator: "\u{0}")) }
}

extension Chapter {
    /// The title as written.
    fileprivate var titleText: String { "\(title.plainText) \(title.map(\.kind))" }
}
