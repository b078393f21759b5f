import Experiments
import Foundation
import Storage

/// Why a result was made anew.
public struct Cause: Sendable, Hashable {
    /// What it is and how it is called, such as `table late`.
    public var result: String
    /// What has changed.
    public var reason: String
}

/// What each result of a book hangs on, part by part, as it was when the result was last made: so that it can be told why
/// one is made anew.
struct Causes {
    /// What a result was made of, and why.
    private struct Record: Codable {
        /// A digest of each part, by what the part is called.
        var parts: [String: String]
        /// The number of the build.
        var build: Int
        /// Why it was made anew then; empty when it was new.
        var cause: String
    }

    /// What an experiment changed in a build.
    private struct Change: Codable {
        var build: Int
        var text: String
    }

    /// A result with what it hangs on now.
    private struct Result {
        var name: String
        var parts: [String: String]
        /// The experiments that it shows something of.
        var sight = Sight()
        /// The results that it shows, where it is a page.
        var shown: [String] = []

        /// Whether it shows something of an experiment that has changed.
        func sees(_ changes: ExperimentChanges) -> Bool { changes.texts.keys.contains(where: sight.includes) }
    }

    /// What parts are called.
    private enum Part: String, CaseIterable {
        case text = "its text"
        case labels = "what it refers to"
        case book = "book.yml, the bibliography or a chapter's title"
        case program = "the program"
        case runs = "its runs"
        case results = "its results"
    }

    private let site: Site
    private let records: DerivedStore
    private let changes: DerivedStore
    private static let numberKey = "number"

    init(site: Site) {
        self.site = site
        records = DerivedStore(memo: site.archive.memo, kind: "made of")
        changes = DerivedStore(memo: site.archive.memo, kind: "change")
    }

    /// Writes down what the results of some chapters, or of all, are made of now, and gives those that were made anew.
    func note(_ new: ExperimentChanges, ofChapters chapters: Set<Int>?) throws -> [Cause] {
        let results = results(ofChapters: chapters)
        let known = try results.map { try record(of: $0.name) }
        let changed = zip(results, known).filter { $0.parts != $1?.parts }
        guard !changed.isEmpty || !new.texts.isEmpty else { return [] }
        let build = try number() + 1
        changes.keep(Data("\(build)".utf8), under: Self.numberKey)
        for (id, text) in new.texts {
            changes.keep(try JSONEncoder.sorted.encode(Change(build: build, text: text)), under: id)
        }
        // Pages come last, so that it is known which of their results changed.
        var anew: Set<String> = []
        let causes = try changed.map { result, record -> Cause in
            let cause = try reason(for: result, since: record, anew)
            anew.insert(result.name)
            let now = Record(parts: result.parts, build: build, cause: record == nil ? "" : cause)
            records.keep(try JSONEncoder.sorted.encode(now), under: result.name)
            return Cause(result: result.name, reason: cause)
        }
        try records.save()
        try changes.save()
        return known.allSatisfy { $0 == nil } ? [] : causes
    }

    /// Why a result is as it is; nil when nothing of the book is called so.
    func explanation(of id: String, _ pending: ExperimentChanges) throws -> String? {
        let results = results(ofChapters: nil)
        guard let result = results.first(where: { $0.name.hasSuffix(" \(id)") }) else { return nil }
        guard let record = try record(of: result.name) else { return "\(result.name): not made yet" }
        guard record.parts != result.parts || result.sees(pending) else {
            return "\(result.name): fresh" + (record.cause.isEmpty ? "" : "; last made anew: \(record.cause)")
        }
        let changed = try results.filter { try self.record(of: $0.name)?.parts != $0.parts || $0.sees(pending) }
        let anew = Set(changed.map(\.name))
        return "\(result.name): to be made anew: "
            + (try reason(for: result, since: record, anew, pending: pending.texts))
    }

    // MARK: - Results

    private func results(ofChapters chapters: Set<Int>?) -> [Result] {
        let inputs = PageInputs(site: site)
        let indices = site.plan.book.chapters.indices.filter { chapters?.contains($0) ?? true }
        let directives = indices.flatMap { site.plan.book.chapters[$0].orderedDirectives }.compactMap(result)
        return directives + indices.map { page(ofChapter: $0, inputs) }
    }

    private func result(_ placed: PlacedDirective) -> Result? {
        guard let word = Self.word(for: placed.directive) else { return nil }
        let questions = Results.questions(of: placed.directive)
        let views = questions.flatMap { site.plan.views.needed(by: $0.sql) }.map(\.sql)
        let figure = placed.directive as? FigureDirective
        let drawn = figure.flatMap(site.plan.run(drawnBy:))?.analysis.text ?? ""
        let from = figure.map { $0.from.isEmpty ? [] : [$0.from] } ?? []
        return Result(
            name: "\(word) \(placed.id)",
            parts: Self.digests([
                .text: [placed.text] + views, .program: [RendererVersion.digest, AnswerVersion.digest],
                .runs: questions.map(site.results.key) + [drawn],
            ]),
            sight: Sight.union(questions.map(site.plan.views.visible) + [Sight(from)])
        )
    }

    private func page(ofChapter index: Int, _ inputs: PageInputs) -> Result {
        let chapter = site.plan.book.chapters[index]
        return Result(
            name: "page \(chapter.name)",
            parts: Self.digests([
                .text: inputs.ownTexts(ofChapter: index), .labels: [inputs.labels(ofChapter: index)],
                .book: inputs.bookTexts, .program: [RendererVersion.digest, CoreVersion.digest],
                .results: [inputs.keys(ofChapter: index)],
            ]),
            shown: site.plan.directives(behindChapter: index).compactMap { placed in
                Self.word(for: placed.directive).map { "\($0) \(placed.id)" }
            }
        )
    }

    private static func word(for directive: any Directive) -> String? {
        switch directive {
        case is QueryDirective: "table"
        case is FigureDirective: "figure"
        case is ClaimDirective: "claim"
        default: nil
        }
    }

    private static func digests(_ texts: [Part: [String]]) -> [String: String] {
        let digests = texts.map { ($0.rawValue, String(Digest.sha256($1.joined(separator: "\u{0}")).prefix(16))) }
        return Dictionary(uniqueKeysWithValues: digests)
    }

    // MARK: - Reasons

    private func reason(
        for result: Result,
        since record: Record?,
        _ anew: Set<String>,
        pending: [String: String] = [:]
    ) throws -> String {
        guard let record else { return "it is new" }
        let parts = Part.allCases.filter { record.parts[$0.rawValue] != result.parts[$0.rawValue] }
        let reasons =
            try parts.filter { $0 != .runs && $0 != .results }.map { "\($0.rawValue) changed" }
            + experiments(of: result, since: record, pending)
            + (result.shown.isEmpty ? [] : shown(result.shown.filter(anew.contains)))
        if reasons.isEmpty, parts.contains(.runs) { return Self.renumbered }
        // A page lists runs as well, which are no results of their own.
        return reasons.isEmpty ? "runs that it lists were made anew" : reasons.joined(separator: "; ")
    }

    private static let renumbered = "its runs have other numbers in the book, or were made again"

    /// The experiments behind a result that have changed since it was made.
    private func experiments(of result: Result, since record: Record, _ pending: [String: String]) throws -> [String] {
        let ids = try changedExperiments(since: record.build).merging(pending) { $1 }
        let seen = ids.filter { result.sight.includes($0.key) }.map { "experiment \($0.key) \($0.value)" }.sorted()
        return Self.short(seen, "experiments")
    }

    private func changedExperiments(since build: Int) throws -> [String: String] {
        let ids = site.plan.experimentIDs
        var found: [String: String] = [:]
        for id in ids {
            guard let data = try changes.content(id), let change = try? JSONDecoder().decode(Change.self, from: data),
                change.build > build
            else { continue }
            found[id] = change.text
        }
        return found
    }

    private func shown(_ names: [String]) -> [String] { Self.short(names, "results").map { "\($0) made anew" } }

    /// At most three, and how many more there are.
    private static func short(_ texts: [String], _ what: String) -> [String] {
        guard texts.count > 3 else { return texts.isEmpty ? [] : [texts.joined(separator: ", ")] }
        return [texts.prefix(2).joined(separator: ", ") + " and \(texts.count - 2) more \(what)"]
    }

    private func record(of name: String) throws -> Record? {
        try records.content(name).flatMap { try? JSONDecoder().decode(Record.self, from: $0) }
    }

    private func number() throws -> Int {
        try changes.content(Self.numberKey).flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0
    }
}
