import Experiments
import Foundation
import Storage

/// The reason why a result was made again.
public struct Cause: Sendable, Hashable {
    /// The result's kind and name, such as `table late`.
    public var result: String
    /// What has changed.
    public var reason: String
}

/// Records what each result depended on when it was last made, so that a later build can say why it is made again.
struct Causes {
    /// The inputs of a result when it was last made, and the reason.
    private struct Record: Codable {
        /// A digest of each input, by its name.
        var parts: [String: String]
        /// The number of the build.
        var build: Int
        /// The reason for that build; empty when the result was new.
        var cause: String
    }

    /// A change of an experiment in a build.
    private struct Change: Codable {
        var build: Int
        var text: String
    }

    /// The record of all builds so far.
    private struct History: Codable {
        /// The number of the last build in which something changed.
        var build = 0
        /// The inputs of each result, by the result's name.
        var records: [String: Record] = [:]
        /// The last change of each experiment.
        var changes: [String: Change] = [:]
    }

    /// A result with its present inputs.
    private struct Result {
        var name: String
        var parts: [String: String]
        /// The experiments that it can show.
        var sight = Sight()
        /// If it is a page, the results that it shows.
        var shown: [String] = []

        /// Whether it can show an experiment that has changed.
        func sees(_ changes: ExperimentChanges) -> Bool { changes.texts.keys.contains(where: sight.includes) }
    }

    /// The names of inputs.
    private enum Part: String, CaseIterable {
        case text = "its text"
        case labels = "what it refers to"
        case book = "book.yml, the bibliography or a chapter's title"
        case program = "the program"
        case runs = "its runs"
        case results = "its results"
    }

    private let site: Site
    private let store: DerivedStore
    private var history: History
    private static let key = "history"

    /// Reads the recorded causes of a site's results; throws the archive's errors.
    init(site: Site) throws {
        self.site = site
        store = DerivedStore(memo: site.archive.memo, kind: "causes")
        history = try store.content(Self.key).flatMap { try? JSONDecoder().decode(History.self, from: $0) } ?? History()
    }

    /// Records the present inputs of the results of some chapters, or of all, and returns those that were made again.
    mutating func note(_ new: ExperimentChanges, ofChapters chapters: Set<Int>?) throws -> [Cause] {
        let results = results(ofChapters: chapters)
        let changed = results.filter { history.records[$0.name]?.parts != $0.parts }
        guard !changed.isEmpty || !new.texts.isEmpty else { return [] }
        let isFirst = history.records.isEmpty
        history.build += 1
        for (id, text) in new.texts { history.changes[id] = Change(build: history.build, text: text) }
        // Pages come last, when it is known which of their results changed.
        var anew: Set<String> = []
        var causes: [Cause] = []
        for result in changed {
            let record = history.records[result.name]
            let cause = reason(for: result, since: record, anew)
            anew.insert(result.name)
            causes.append(Cause(result: result.name, reason: cause))
            history.records[result.name] = Record(
                parts: result.parts,
                build: history.build,
                cause: record == nil ? "" : cause
            )
        }
        if chapters == nil {
            let names = Set(results.map(\.name))
            history.records = history.records.filter { names.contains($0.key) }
        }
        store.keep(try JSONEncoder.sorted.encode(history), under: Self.key)
        try store.save()
        return isFirst ? [] : causes
    }

    /// Why a result is out of date or was last made; nil when the book has no such result.
    func explanation(of id: String, _ pending: ExperimentChanges) -> String? {
        let results = results(ofChapters: nil)
        guard let result = results.first(where: { $0.name.hasSuffix(" \(id)") }) else { return nil }
        guard let record = history.records[result.name] else { return "\(result.name): not made yet" }
        guard record.parts != result.parts || result.sees(pending) else {
            return "\(result.name): fresh" + (record.cause.isEmpty ? "" : "; last made anew: \(record.cause)")
        }
        let changed = results.filter { history.records[$0.name]?.parts != $0.parts || $0.sees(pending) }
        let anew = Set(changed.map(\.name))
        return "\(result.name): to be made anew: "
            + reason(for: result, since: record, anew, pending: pending.texts)
    }

    // MARK: - Results

    private func results(ofChapters chapters: Set<Int>?) -> [Result] {
        let inputs = site.inputs
        let indices = site.plan.book.chapters.indices.filter { chapters?.contains($0) ?? true }
        let directives = indices.flatMap { site.plan.book.chapters[$0].orderedDirectives }.compactMap(result)
        return directives + indices.map { page(ofChapter: $0, inputs) }
    }

    private func result(_ placed: PlacedDirective) -> Result? {
        let (directive, views) = (placed.onPage, site.plan.views)
        guard let word = type(of: directive).resultName else { return nil }
        let read = directive.questions.flatMap { views.needed(by: $0.sql) }.map(\.sql)
        return Result(
            name: "\(word) \(placed.id)",
            parts: Self.digests([
                .text: [placed.text] + read, .program: [RendererVersion.digest, AnswerVersion.digest],
                .runs: directive.keys(from: site.inputs),
            ]),
            sight: Sight.union(directive.questions.map(views.visible) + [Sight(directive.shownExperiments)])
        )
    }

    private func page(ofChapter index: Int, _ inputs: PageInputs) -> Result {
        let chapter = site.plan.book.chapters[index]
        return Result(
            name: "page \(chapter.name)",
            parts: Self.digests([
                .text: [inputs.own(ofChapter: index)], .labels: [inputs.labels(ofChapter: index)],
                .book: inputs.bookTexts, .program: [RendererVersion.digest, CoreVersion.digest],
                .results: [inputs.keys(ofChapter: index)],
            ]),
            shown: site.plan.directives(behindChapter: index).compactMap { placed in
                type(of: placed.directive).resultName.map { "\($0) \(placed.id)" }
            }
        )
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
    ) -> String {
        guard let record else { return "it is new" }
        let parts = Part.allCases.filter { record.parts[$0.rawValue] != result.parts[$0.rawValue] }
        let reasons =
            parts.filter { $0 != .runs && $0 != .results }.map { "\($0.rawValue) changed" }
            + experiments(of: result, since: record, pending)
            + (result.shown.isEmpty ? [] : shown(result.shown.filter(anew.contains)))
        if reasons.isEmpty, parts.contains(.runs) { return Self.renumbered }
        // A page also lists runs, which are not results with inputs of their own.
        return reasons.isEmpty ? "runs that it lists were made anew" : reasons.joined(separator: "; ")
    }

    private static let renumbered = "its runs have other numbers in the book, or were made again"

    /// The experiments behind a result that have changed since it was made.
    private func experiments(of result: Result, since record: Record, _ pending: [String: String]) -> [String] {
        let ids = history.changes.filter { $0.value.build > record.build }.mapValues(\.text).merging(pending) { $1 }
        let seen = ids.filter { result.sight.includes($0.key) }.map { "experiment \($0.key) \($0.value)" }.sorted()
        return Self.short(seen, "experiments")
    }

    private func shown(_ names: [String]) -> [String] { Self.short(names, "results").map { "\($0) made anew" } }

    /// At most three texts, and the number of the others.
    private static func short(_ texts: [String], _ what: String) -> [String] {
        guard texts.count > 3 else { return texts.isEmpty ? [] : [texts.joined(separator: ", ")] }
        return [texts.prefix(2).joined(separator: ", ") + " and \(texts.count - 2) more \(what)"]
    }
}
