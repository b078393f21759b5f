public import Foundation
public import Storage

/// One of two compared reports, as far as its source contains it.
public struct ReportSide {
    /// A claim.
    struct Claim: Codable, Equatable {
        var verdict: String
        var expected: String
        /// How many trials hold; nil when the source does not contain it.
        var holds: Int?
        var trials: Int?
        /// The measured value as the report prints it; empty when nothing was measured, nil when the source does not
        /// contain it.
        var measured: String?
    }

    /// The report's name.
    public let name: String
    /// The claims by id.
    let claims: [String: Claim]
    /// The claims' ids in the book's order.
    let order: [String]
    /// The results of checked numbers; nil when the source does not contain them.
    let numbers: [String: Double]?
    /// Digests of what figures show; nil when the source does not contain them.
    let figures: [String: String]?

    private init(_ name: String, _ claims: [(id: String, claim: Claim)], _ report: ReportSummary? = nil) {
        self.name = name
        self.claims = Dictionary(claims.map { ($0.id, $0.claim) }) { first, _ in first }
        order = claims.map(\.id)
        numbers = report?.numbers
        figures = report?.figures
    }

    /// The reason why a source is not a report, as a clause that follows "it".
    public struct Unreadable: Error {
        /// The clause.
        public let reason: String
    }

    /// Reads a `report.json` or a `claims.tsv`; throws `Unreadable`.
    public init(file: Data, name: String) throws {
        guard let first = file.first else { throw Unreadable(reason: "is empty") }
        if first == UInt8(ascii: "{") {
            try self.init(json: file, name: name)
        } else {
            try self.init(table: String(decoding: file, as: UTF8.self), name: name)
        }
    }

    /// Reads a `report.json`; throws `Unreadable`.
    private init(json: Data, name: String) throws {
        let report: ReportSummary
        do {
            report = try ReportSummary(reading: json)
        } catch {
            throw Unreadable(reason: "is no report.json of this program")
        }
        let claims = report.claims.map { outcome in
            let claim = Claim(
                verdict: outcome.verdict,
                expected: outcome.expected,
                holds: outcome.holds,
                trials: outcome.trials,
                measured: outcome.measured
            )
            return (outcome.id, claim)
        }
        self.init(name, claims, report)
    }

    /// Reads the verdicts of a `claims.tsv`; throws `Unreadable`.
    private init(table: String, name: String) throws {
        guard table.hasPrefix(ReportFiles.head) else {
            throw Unreadable(reason: "is neither an archive nor a report.json nor a claims.tsv")
        }
        let claims = try table.split(separator: "\n").dropFirst().map { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard cells.count == 3 else { throw Unreadable(reason: "has a line that is no claim: \(line)") }
            return (cells[0], Claim(verdict: cells[1], expected: cells[2]))
        }
        self.init(name, claims)
    }

    /// Reads the report of an archive's last whole build; from archives of older versions, only the verdicts.
    public init(archive: Archive, name: String) throws {
        if let json = try archive.lastReport() {
            self = try Self(json: json, name: name)
            return
        }
        let rows = try archive.query("SELECT id, verdict, expected, holds, trials FROM claim ORDER BY chapter, id").rows
        let claims = rows.map { row in
            let claim = Claim(
                verdict: row[1].text,
                expected: row[2].text,
                holds: row[3].number.map { Int($0) },
                trials: row[4].number.map { Int($0) }
            )
            return (row[0].text, claim)
        }
        self.init(name, claims)
    }

    /// The report of a book in its present state; nil when the last whole build had another state of book or runs.
    public init?(plan: Plan, archive: Archive, name: String) throws {
        let state = plan.state(scope: plan.scope(stored: try archive.summaries(of: plan.keys)))
        guard let json = try StoredReport(memo: archive.memo).json(of: state) else { return nil }
        self = try Self(json: json, name: name)
    }
}
