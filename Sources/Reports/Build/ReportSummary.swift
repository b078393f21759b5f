import Cells
import Experiments
import Foundation
import Storage

/// A book's results as stored in `report.json` and in the archive.
struct ReportSummary: Codable {
    var title: String
    /// The version of the numeric core.
    var core: String
    var chapters: [String]
    var claims: [ClaimOutcome]
    /// The keys of each experiment's runs.
    var experiments: [String: [String]]
    /// The result behind each checked number in the prose, by its key; nil in reports of older versions.
    var numbers: [String: Double]?
    /// A digest of what each figure shows, by its id; nil in reports of older versions.
    var figures: [String: String]?

    /// The stored form.
    var json: Data {
        get throws {
            return try JSONEncoder.readable.encode(self) + Data("\n".utf8)
        }
    }

    init(site: Site, claims: [ClaimOutcome], figures: [String: String]) {
        let plan = site.plan
        title = plan.book.configuration.title
        core = CoreVersion.digest
        chapters = plan.book.chapterNames
        self.claims = claims
        experiments = Dictionary(plan.experiments.map { ($0.id, $0.runs.map(\.key.text)) }) { first, _ in first }
        let values = ValueCheck(book: plan.book, results: site.results)
        let found = plan.book.numbers.compactMap { number in
            (try? values.found(number.key)).map { (number.key, $0.number) }
        }
        numbers = Dictionary(found) { first, _ in first }
        self.figures = figures
    }

    /// Reads the stored form of this version or an older one.
    init(reading json: Data) throws {
        self = try JSONDecoder.exact.decode(Self.self, from: json)
    }
}

extension Plan {
    /// A digest of everything that decides the report, for runs of that `scope`.
    ///
    /// It covers the directives' texts and all identifiers, since generated ids within figures give way to these.
    func state(scope: String) -> String {
        let texts = book.chapters.flatMap { chapter in
            [chapter.name] + chapter.orderedDirectives.map(\.text) + chapter.index.identifiers.map(\.item)
                + chapter.citedKeys(of: book.bibliography)
        }
        let parts = [RendererVersion.digest, CoreVersion.digest, scope, book.configurationText]
        return Digest.sha256((parts + texts + book.numbers.map(\.key)).joined(separator: "\u{0}"))
    }
}

extension Book {
    /// Every checked number; those of `book.yml` come last.
    var numbers: [CheckedNumber] { chapters.flatMap(\.numbers) + configurationNumbers }
}
