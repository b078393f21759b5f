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
    /// A digest of what any query may depend on.
    private let scope: String
    private let views: QueryViews
    private let members: [Member]
    /// What is missing: a query that may see it has no answer.
    let outages: Outages
    /// Keys by query: one query is asked for many times.
    private let keys = Protected<[String: String]>([:])
    private let tables = Protected<[String: Table]>([:])
    /// Answers kept between builds.
    let kept: DerivedStore
    /// Digests of what figures draw, kept between builds.
    let digests: DerivedStore

    /// Answers of an archive to the queries of a plan's book.
    convenience init(plan: Plan, archive: Archive) throws {
        let stored = try archive.summaries(of: plan.keys)
        self.init(plan: plan, archive: archive, scope: plan.scope(stored: stored), outages: plan.missing(in: stored))
    }

    init(plan: Plan, archive: Archive, scope: String, outages: Outages) {
        self.archive = archive
        self.outages = outages
        self.scope = scope
        views = plan.views
        members = plan.members
        archive.define(views.all, over: members)
        kept = DerivedStore(archive: archive, kind: "query")
        digests = DerivedStore(archive: archive, kind: "drawn")
    }

    /// Raised when queries come to see or say something else, since wrong answers may have been kept: in the first version
    /// they saw the mapping of whoever built last, in the second `printf` wrote nothing as 0.
    private static let version = "3"

    /// The key under which a query's answer is kept; it covers the views that the query reads.
    func key(of sql: String) -> String {
        if let known = keys.update({ $0[sql] }) { return known }
        let key = Digest.sha256([Self.version, scope, views.script(before: sql) + sql].joined(separator: "\n"))
        keys.update { $0[sql] = key }
        return key
    }

    /// Throws the `Outage` of an experiment that a query may see.
    private func check(_ sql: String) throws {
        guard !outages.isEmpty else { return }
        if let outage = outages.outage(behind: views.texts(behind: sql)) { throw outage }
    }

    /// The rows of a query, over the book's runs or others; throws `QueryFault`, or an `Outage`.
    func table(_ sql: String, over members: [Member]? = nil) throws -> Table {
        try check(sql)
        let key = key(of: sql)
        if let known = tables.update({ $0[key] }) { return known }
        if let data = try kept.content(key), let stored = try? JSONDecoder().decode(StoredTable.self, from: data) {
            let table = stored.table
            tables.update { $0[key] = table }
            return table
        }
        let table = try archive.query(sql, over: members)
        tables.update { $0[key] = table }
        kept.keep(try JSONEncoder.sorted.encode(StoredTable(table)), under: key)
        return table
    }

    /// The rows that a figure draws; they are many, so only their digest is kept between builds.
    ///
    /// Throws `QueryFault`, or an `Outage`.
    func plotted(_ sql: String) throws -> Table {
        try check(sql)
        let key = key(of: sql)
        if let known = tables.update({ $0[key] }) { return known }
        let table = try archive.query(sql)
        tables.update { $0[key] = table }
        return table
    }

    /// How many rows a figure draws; throws `QueryFault`.
    func plottedRows(_ sql: String) throws -> Int {
        try digest(of: sql).split(separator: " ").last.flatMap { Int($0) } ?? 0
    }

    /// A digest of the rows that a figure draws, and their number; throws `QueryFault`, or an `Outage`.
    func digest(of sql: String) throws -> String {
        try check(sql)
        let key = key(of: sql)
        if let data = try digests.content(key) { return String(decoding: data, as: UTF8.self) }
        let table = try plotted(sql)
        let digest = "\(table.digest) \(table.rows.count)"
        digests.keep(Data(digest.utf8), under: key)
        return digest
    }

    /// What a claim's query decides, with one row for each trial; throws `QueryFault`, or an `Outage`.
    func answer(to claim: ClaimDirective) throws -> ClaimAnswer {
        let tables = try Self.queries(of: claim).map { try table($0) }
        let (verdict, trials) = (tables[0], tables[1])
        try checkTypes(claim, claim.sql, trials)
        if let grid = claim.grid { try checkTypes(claim, grid.sql, tables[3]) }
        try checkMeasure(claim, trials)
        try checkRepetition(claim, trials)
        guard let row = verdict.rows.first, case .text(let word) = row[0],
            let outcome = Verdict.Outcome(rawValue: word), case .integer(let count) = row[1],
            case .integer(let holds) = row[2]
        else { return ClaimAnswer(verdict: Verdict(outcome: .undecided, trials: 0, holds: 0), table: trials) }
        return ClaimAnswer(
            verdict: Verdict(outcome: outcome, trials: Int(count), holds: Int(holds)),
            table: trials,
            sensitivity: claim.grid.map {
                Sensitivity($0, measure: claim.measure, verdicts: tables[2], trials: tables[3])
            }
        )
    }

    /// How many trials a claim has; throws `QueryFault`.
    func trials(of claim: ClaimDirective) throws -> Int {
        let row = try table(Verdict.replay(sql: claim.sql, expect: claim.condition)).rows.first
        return row?[1].number.map { Int($0) } ?? 0
    }

    /// Throws a `QueryFault` when a claim's condition compares a text with a number in a row.
    private func checkTypes(_ claim: ClaimDirective, _ sql: String, _ trials: Table) throws {
        guard let check = TypeCheck(sql: sql, expect: claim.condition), check.isNeeded(for: trials),
            let fault = check.fault(in: try table(check.sql))
        else { return }
        throw fault
    }

    /// Throws a `QueryFault` when what a claim measures is a text in a row.
    private func checkMeasure(_ claim: ClaimDirective, _ trials: Table) throws {
        for cell in trials.column(claim.measure) ?? [] {
            if case .text(let text) = cell { throw QueryFault.measuredText(text, in: claim.measure) }
        }
    }

    /// Throws a `QueryFault` when a claim counts a run twice that stands in two experiments.
    private func checkRepetition(_ claim: ClaimDirective, _ trials: Table) throws {
        let sql = Verdict.trials(sql: claim.sql, expect: claim.condition)
        let texts = views.texts(behind: claim.sql)
        guard let shared = SharedRuns(sql: sql, texts: texts, members: members) else { return }
        let kept = shared.questions
        let repetition = try shared.repetition(among: trials) { question in
            // Those about one run alone have the same texts.
            try kept.contains(question)
                ? table(question.sql, over: question.members)
                : archive.query(question.sql, over: question.members)
        }
        if let repetition { throw QueryFault.repeatedRuns(repetition) }
    }

    /// Every text of SQL that a directive holds.
    static func texts(of directive: any Directive) -> [String] {
        guard let figure = directive as? FigureDirective else { return queries(of: directive) }
        return (try? figure.plot.queries.map(\.sql)) ?? []
    }

    /// The texts whose answers are kept for a directive.
    static func queries(of directive: any Directive) -> [String] {
        switch directive {
        case let query as QueryDirective: [query.sql]
        case let claim as ClaimDirective: queries(of: claim) + checks(of: claim)
        default: []
        }
    }

    /// The texts that are run for a claim: its verdict, its trials, and the same two for its grid.
    private static func queries(of claim: ClaimDirective) -> [String] {
        [
            Verdict.replay(sql: claim.sql, expect: claim.condition),
            Verdict.trials(sql: claim.sql, expect: claim.condition),
        ] + (claim.grid.map { [$0.verdicts(claim.condition), $0.trials(claim.condition)] } ?? [])
    }

    /// The texts that are run to see whether a claim's trials are sound.
    private static func checks(of claim: ClaimDirective) -> [String] {
        let types = [claim.sql, claim.grid?.sql].compactMap { $0 }.compactMap { sql in
            TypeCheck(sql: sql, expect: claim.condition)?.sql
        }
        return types + SharedRuns.texts(of: Verdict.trials(sql: claim.sql, expect: claim.condition))
    }
}

/// What a claim's query decided.
struct ClaimAnswer: Sendable {
    var verdict: Verdict
    /// A row for each trial; the last column, `holds`, is 1, 0 or NULL.
    var table: Table
    /// How it depends on two settings; nil when the claim does not ask.
    var sensitivity: Sensitivity?

    /// A column's numbers, NULLs left out; nil when there is no such column.
    func numbers(_ column: String) -> [Double]? {
        table.columns.firstIndex(of: column).map { index in table.rows.compactMap { $0[index].number } }
    }
}

extension JSONEncoder {
    /// An encoder whose texts are equal for equal values.
    static var sorted: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf",
            negativeInfinity: "-inf",
            nan: "nan"
        )
        return encoder
    }

    /// The same with a line for each value, for files and results that people look at too.
    static var readable: JSONEncoder {
        let encoder = sorted
        encoder.outputFormatting.insert(.prettyPrinted)
        return encoder
    }
}

/// A table in the form in which it is kept: reals as texts, so that every bit survives and infinities have a form.
private struct StoredTable: Codable {
    var columns: [String]
    var rows: [[String]]

    init(_ table: Table) {
        columns = table.columns
        rows = table.rows.map { row in
            row.map { cell in
                switch cell {
                case .null: "n"
                case .integer(let value): "i\(value)"
                case .real(let value): "r\(value)"
                case .text(let text): "t\(text)"
                case .blob(let bytes): "b\(Data(bytes).base64EncodedString())"
                }
            }
        }
    }

    var table: Table {
        Table(columns: columns, rows: rows.map { $0.map(Self.cell) })
    }

    private static func cell(_ text: String) -> Cell {
        let rest = String(text.dropFirst())
        switch text.first {
        case "i": return Int64(rest).map { .integer($0) } ?? .null
        case "r": return Double(rest).map { .real($0) } ?? .null
        case "t": return .text(rest)
        case "b": return Data(base64Encoded: rest).map { .blob(Array($0)) } ?? .null
        default: return .null
        }
    }
}

extension Table {
    /// A digest of the columns' names and of every cell, bit for bit.
    fileprivate var digest: String {
        var bytes = Data()
        for name in columns { bytes.append(Data(name.utf8) + [0]) }
        for cell in rows.joined() {
            switch cell {
            case .null: bytes.append(0)
            case .integer(let value): bytes.append(1, value)
            case .real(let value): bytes.append(2, value.bitPattern)
            case .text(let text):
                bytes.append(3, text.utf8.count)
                bytes.append(contentsOf: text.utf8)
            case .blob(let blob):
                bytes.append(4, blob.count)
                bytes.append(contentsOf: blob)
            }
        }
        return bytes.withUnsafeBytes { Digest.sha256($0) }
    }
}

extension Data {
    fileprivate mutating func append(_ kind: UInt8, _ value: some FixedWidthInteger) {
        append(kind)
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }
}
