import Diagnostics
import Experiments
import Foundation
import Storage
import Traces

/// The archive's answers to the book's queries, cached between builds.
///
/// It may be used from any thread.
final class Results: @unchecked Sendable {
    private let archive: Archive
    /// The keys of answers.
    private let keys: AnswerKeys
    let views: QueryViews
    let members: [Member]
    /// The experiments without results; a query that may see one has no answer.
    let outages: Outages
    private let tables = Protected<[String: Table]>([:])
    /// The faults of queries so far, so that a query that takes too long is not repeated for each number of the
    /// prose.
    private let failures = Protected<[String: QueryFault]>([:])
    /// Cached answers.
    let kept: DerivedStore
    /// Cached rows of named queries.
    let viewRows: KeptViews
    /// Cached digests of what figures draw.
    let digests: DerivedStore
    /// Cached data of figures, so that they can be drawn without the archive.
    let drawn: DerivedStore
    /// Checks that queries see what they declare.
    let sights: SightCheck

    /// The answers of an archive to the queries of a plan's book.
    convenience init(plan: Plan, archive: Archive) throws {
        let stored = try archive.summaries(of: plan.keys)
        self.init(plan: plan, archive: archive, stored: stored, outages: plan.missing(in: stored))
    }

    /// Answers that are computed again if `anew`, and otherwise taken from the cache.
    init(
        plan: Plan,
        archive: Archive,
        stored: [RunKey: RunSummary],
        outages: Outages,
        anew: Bool = false
    ) {
        self.archive = archive
        self.outages = outages
        views = plan.views
        members = plan.members
        keys = AnswerKeys(views, over: SeenRuns(plan.members, stored: stored))
        viewRows = KeptViews(keys: keys, memo: archive.memo, anew: anew)
        archive.define(views.all, over: members, keptIn: viewRows)
        kept = DerivedStore(memo: archive.memo, kind: "query", anew: anew)
        sights = SightCheck(archive: archive, views: views, anew: anew)
        digests = DerivedStore(memo: archive.memo, kind: "drawn", anew: anew)
        drawn = DerivedStore(memo: archive.memo, kind: "rows", anew: anew)
    }

    /// The key under which an answer is cached.
    func key(of question: Question) -> String { keys.key(of: question) }

    /// Throws the `Outage` of an experiment that a query may see.
    private func check(_ question: Question) throws {
        if let outage = outages.outage(within: views.visible(to: question)) { throw outage }
    }

    /// The rows of a query, over the book's runs or others; throws `QueryFault`, or an `Outage`.
    func table(_ question: Question, over members: [Member]? = nil) throws -> Table {
        try rows(question, over: members, keptIn: kept)
    }

    /// The rows that a figure draws; throws `QueryFault`, or an `Outage`.
    func plotted(_ question: Question) throws -> Table { try rows(question, keptIn: drawn) }

    private func rows(_ question: Question, over members: [Member]? = nil, keptIn store: DerivedStore) throws -> Table {
        try check(question)
        let key = key(of: question)
        if let known = tables.update({ $0[key] }) { return known }
        let stored = try store.content(key).flatMap(Table.init(encoded:))
        let table = try stored ?? ask(question, over: members)
        tables.update { $0[key] = table }
        if stored == nil { store.keep(table.encoded, under: key) }
        return table
    }

    /// Runs a query and returns its rows; throws `QueryFault`.
    func ask(_ question: Question, over members: [Member]? = nil) throws -> Table {
        let key = key(of: question)
        if let failure = failures.update({ $0[key] }) { throw failure }
        do {
            let table = try archive.query(question.sql, seeing: views.sight(of: question), over: members)
            // The check concerns the book's own runs only.
            if members == nil { try sights.check(question, table) }
            return table
        } catch let fault as QueryFault {
            failures.update { $0[key] = fault }
            throw fault
        }
    }

    /// The number of rows that a figure draws; throws `QueryFault`.
    func plottedRows(_ question: Question) throws -> Int {
        try digest(of: question).split(separator: " ").last.flatMap { Int($0) } ?? 0
    }

    /// A digest of the rows that a figure draws, and their number; throws `QueryFault`, or an `Outage`.
    func digest(of question: Question) throws -> String {
        try check(question)
        let key = key(of: question)
        if let data = try digests.content(key) { return String(decoding: data, as: UTF8.self) }
        let table = try plotted(question)
        let digest = "\(table.digest) \(table.rows.count)"
        digests.keep(Data(digest.utf8), under: key)
        return digest
    }
}
