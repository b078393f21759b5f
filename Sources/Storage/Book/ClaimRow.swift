public import Foundation
import GRDB

/// A claim of the present book with its verdict, a row of the table `claim`.
public struct ClaimRow: Sendable, Hashable {
    /// The id of the directive.
    public var id: String
    /// The chapter's file.
    public var chapter: String
    /// The claim's statement.
    public var statement: String
    /// The query, with one row for each trial.
    public var sql: String
    /// The condition on each row.
    public var expect: String
    /// The text that computes the verdict from the other tables.
    public var replay: String
    /// The verdict.
    public var verdict: Verdict
    /// The verdict that the author expects.
    public var expected: Verdict.Outcome

    /// Creates a row.
    public init(
        id: String,
        chapter: String,
        statement: String,
        sql: String,
        expect: String,
        replay: String,
        verdict: Verdict,
        expected: Verdict.Outcome
    ) {
        self.id = id
        self.chapter = chapter
        self.statement = statement
        self.sql = sql
        self.expect = expect
        self.replay = replay
        self.verdict = verdict
        self.expected = expected
    }
}

extension Archive {
    /// Replaces the claims as a whole; returns false, and writes nothing, when they are unchanged.
    @discardableResult
    public func setClaims(_ claims: [ClaimRow]) throws -> Bool {
        let rows = claims.map { claim -> [any DatabaseValueConvertible] in
            [
                claim.id, claim.chapter, claim.statement, claim.sql, claim.expect, claim.verdict.outcome.rawValue,
                claim.expected.rawValue, claim.verdict.holds, claim.verdict.trials,
                claim.replay,
            ]
        }
        return try BookTable.claim.replace(rows, in: self)
    }

    /// Replaces the report of the book's last whole build; returns false, and writes nothing, when it is unchanged.
    @discardableResult
    public func setReport(_ json: Data) throws -> Bool { try BookTable.report.replace([[json]], in: self) }

    /// The report of the book's last whole build; nil when there has been none.
    public func lastReport() throws -> Data? {
        try read { db in try Data.fetchOne(db, sql: "SELECT content FROM stored_report") }
    }
}
