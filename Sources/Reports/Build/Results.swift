import Diagnostics
import Experiments
import Foundation
import Storage
import Traces

/// Answers of the archive to the book's queries, kept between builds for as long as no run of the book changes.
///
/// Any thread may ask it.
final class Results: @unchecked Sendable {
    private let archive: Archive
    /// What answers depend on.
    private let keys: AnswerKeys
    let views: QueryViews
    let members: [Member]
    /// What is missing: a query that may see it has no answer.
    let outages: Outages
    private let tables = Protected<[String: Table]>([:])
    /// Why questions have no answer: one that takes too long is not asked again for each number of the prose.
    private let failures = Protected<[String: QueryFault]>([:])
    /// Answers kept between builds.
    let kept: DerivedStore
    /// Rows of named queries kept between builds.
    let viewRows: KeptViews
    /// Digests of what figures draw, kept between builds.
    let digests: DerivedStore
    /// What figures draw, kept between builds, so that they can be drawn anew without the archive.
    let drawn: DerivedStore
    /// Whether texts see what they say.
    let sights: SightCheck

    /// Answers of an archive to the queries of a plan's book.
    convenience init(plan: Plan, archive: Archive) throws {
        let stored = try archive.summaries(of: plan.keys)
        self.init(plan: plan, archive: archive, stored: stored, outages: plan.missing(in: stored))
    }

    /// Answers that are asked `anew` whether they are kept or not, or that are taken from what is kept.
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

    /// The key under which an answer is kept.
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

    /// The rows of a query, asked anew; throws `QueryFault`.
    func ask(_ question: Question, over members: [Member]? = nil) throws -> Table {
        let key = key(of: question)
        if let failure = failures.update({ $0[key] }) { throw failure }
        do {
            let table = try archive.query(question.sql, seeing: views.sight(of: question), over: members)
            // Over other runs than the book's something else is asked.
            if members == nil { try sights.check(question, table) }
            return table
        } catch let fault as QueryFault {
            failures.update { $0[key] = fault }
            throw fault
        }
    }

    /// How many rows a figure draws; throws `QueryFault`.
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
