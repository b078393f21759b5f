import Experiments
import Foundation
import Storage

/// A book's results as `report.json` and the archive hold them.
struct ReportSummary: Codable {
    var title: String
    /// The version of the numeric core.
    var core: String
    var chapters: [String]
    var claims: [ClaimOutcome]
    /// The keys of each experiment's runs.
    var experiments: [String: [String]]
    /// The result behind each checked number of the prose, by its key; reports of older versions have none.
    var numbers: [String: Double]?
    /// A digest of what each figure shows, by its id; reports of older versions have none.
    var figures: [String: String]?

    /// The form in which it is stored.
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

    /// Reads what `json` gave, or an older version's.
    init(reading json: Data) throws {
        self = try JSONDecoder.exact.decode(Self.self, from: json)
    }
}

extension Plan {
    /// A digest of all that decides the report, for runs of that `scope`: what asks for results, and what has
    /// identifiers, to which those within figures give way.
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
    /// Every checked number, those of `book.yml` last.
    var numbers: [CheckedNumber] { chapters.flatMap(\.numbers) + configurationNumbers }
}
