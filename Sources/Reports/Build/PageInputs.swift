import Cells
import Experiments
import Foundation
import Storage

/// The inputs of a page as two digests: one of the keys of its results, which needs no query, and one of the results
/// themselves.
///
/// A page whose keys have changed is not made again if its results are equal.
///
/// It may be used from any thread.
final class PageInputs: Sendable {
    let plan: Plan
    let summaries: [RunKey: RunSummary]
    let results: Results
    let figures: FigureSupply
    private let command: String
    /// The digests computed so far, by name; a build needs most of them more than once.
    private let digests = Protected<[String: String]>([:])

    private var book: Book { plan.book }

    /// The page inputs of a plan's book; `command` is how pages call the program.
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

    /// Computes the cheap digests of some chapters on all processors.
    func prepare(_ chapters: [Int]) {
        let ahead = WorkAhead(for: chapters) { self.frame(ofChapter: $0) + self.keys(ofChapter: $0) }
        // Digests are cached as they are found; none of this can fail.
        for chapter in chapters { _ = try? ahead.result(for: chapter) }
        ahead.end()
    }

    /// Computes the contents of the results of some chapters on all processors.
    func prepareContents(_ chapters: [Int]) {
        let directives = chapters.flatMap(plan.directives(behindChapter:)).map(\.onPage)
        let ahead = WorkAhead(for: Array(directives.indices)) { _ = directives[$0].content(from: self) }
        // Answers are cached where they are computed; errors are reported when a page is made.
        for index in directives.indices { _ = try? ahead.result(for: index) }
        ahead.end()
    }

    /// The inputs of a chapter's page other than its results.
    func frame(ofChapter index: Int) -> String {
        digest(shared + [own(ofChapter: index), labels(ofChapter: index), plan.glossary.fingerprint])
    }

    /// The chapter's own inputs: its texts and pictures.
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

    /// A digest of the contents of a chapter's results; nil when one fails, which the page reports.
    func content(ofChapter index: Int) -> String? {
        let contents = plan.directives(behindChapter: index).map { $0.onPage.content(from: self) }
        return contents.contains(nil) ? nil : digest(contents.compactMap { $0 }.flatMap { $0 })
    }

    /// A digest of what a chapter can refer to.
    func labels(ofChapter index: Int) -> String {
        known("labels", index) { [plan.labels.fingerprint(of: book.chapters[index])] }
    }

    /// The inputs of the landing page and the search index: the texts, the verdicts, the numbers in `book.yml`.
    func landing(_ claims: [ClaimOutcome], libraries: [String]) throws -> String {
        let outcomes = String(decoding: try JSONEncoder.sorted.encode(claims), as: UTF8.self)
        let sources = Set(book.configurationNumbers.map(\.source)).sorted().compactMap(book.numberSource)
        let numbers = sources.flatMap { $0.keys(from: self) }
        return digest(shared + libraries + [outcomes] + book.chapters.map(\.text) + numbers)
    }

    /// The inputs of the reference page.
    var reference: String { digest(shared + units) }

    /// The units that cells declare, as the reference lists them.
    private var units: [String] { plan.cells.units.sorted { $0.key < $1.key }.map { "\($0.value)" } }

    /// What all pages show of the book.
    var bookTexts: [String] {
        [book.configurationText, book.bibliographyText]
            + book.chapters.map { "\($0.number) \($0.address) \($0.titleText)" }
    }

    /// The inputs shared by all pages: frame, contents, and the versions of book and program.
    private var shared: [String] {
        [RendererVersion.digest, CoreVersion.digest, command] + bookTexts
    }

    /// Digests of the pictures on a chapter's page.
    private func pictures(of chapter: Chapter) -> [String] {
        chapter.images.compactMap { LinkPath(image: $0.item.source)?.path }.map { path in
            let data = try? book.files.file(path).data()
            return path + (data.map { $0.withUnsafeBytes { Digest.sha256($0) } } ?? "")
        }
    }

    /// A digest of one kind for a chapter, computed once.
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
