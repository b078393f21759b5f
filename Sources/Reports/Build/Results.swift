import Diagnostics
import Experiments
import Foundation
import Storage
import Training

/// Answers of the archive to the book's queries, kept between builds for as long as no run of the book changes.
///
/// Any thread may ask it.
final class Results: @unchecked Sendable {
    private let archive: Archive
    /// The runs that queries may see.
    private let runs: SeenRuns
    let views: QueryViews
    let members: [Member]
    /// What is missing: a query that may see it has no answer.
    let outages: Outages
    /// Keys by query: one query is asked for many times.
    private let keys = Protected<[Question: String]>([:])
    private let tables = Protected<[String: Table]>([:])
    /// Why questions have no answer: one that takes too long is not asked again for each number of the prose.
    private let failures = Protected<[String: QueryFault]>([:])
    /// Answers kept between builds.
    let kept: DerivedStore
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
        runs = SeenRuns(plan.members, stored: stored)
        views = plan.views
        members = plan.members
        archive.define(views.all, over: members)
        kept = DerivedStore(memo: archive.memo, kind: "query", anew: anew)
        sights = SightCheck(archive: archive, views: views, anew: anew)
        digests = DerivedStore(memo: archive.memo, kind: "drawn", anew: anew)
        drawn = DerivedStore(memo: archive.memo, kind: "rows", anew: anew)
    }

    /// The code and the library that answer, and the columns of traces, which views show.
    private static let version = [
        AnswerVersion.digest, Archive.libraryVersion, ArchiveSchema.traceColumns.map(\.name).joined(separator: ","),
    ].joined(separator: " ")

    /// The key under which an answer is kept: the text with the views that it reads, the code and the library that answer,
    /// and the runs that it can see.
    func key(of question: Question) -> String {
        if let known = keys.update({ $0[question] }) { return known }
        let sight = views.visible(to: question)
        let made = views.readsMade(question.sql)
        let read = views.needed(by: question.sql).flatMap { [$0.name, $0.sql, $0.sight.text] }
        let text = [Self.version, question.sql, views.sight(of: question).text, runs.digest(within: sight, made: made)]
        let key = Digest.sha256((text + read).joined(separator: "\u{0}"))
        keys.update { $0[question] = key }
        return key
    }

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
