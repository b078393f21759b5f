import Experiments
import Foundation
import GRDB

/// Checks everything that is stored against its checksums.
struct Inspection {
    let report: @Sendable (ArchiveEvent) -> Void

    /// Throws `DamagedFile` unless the file is an intact database whose schema is that of `version`.
    static func checkStructure(_ db: Database, version: Int) throws {
        let faults = try String.fetchAll(db, sql: "PRAGMA integrity_check(3)")
        guard faults == ["ok"] else { throw DamagedFile(reason: faults.joined(separator: "; ")) }
        let missing = try Migration.objects(ofVersion: version, for: db).subtracting(SchemaObject.all(in: db))
        if let object = missing.map(\.name).min() { throw DamagedFile(reason: "'\(object)' is not as it was made") }
    }

    /// The damaged runs with keys and reasons, by row number.
    static func damagedRuns(_ db: Database) throws -> [(run: Int, key: String, reason: String)] {
        let heads = try Row.fetchAll(db, sql: "SELECT id, key FROM stored_run ORDER BY id")
        // Any other error, such as one of the disk, is no reason to remove a run.
        return try heads.compactMap { head in
            do {
                _ = try RunRecord(run: head["id"], from: db)
                return nil
            } catch let damage as DamagedRow {
                return (head["id"], String.fromDatabaseValue(head["key"]) ?? "", damage.reason)
            }
        }
    }

    /// The damaged analyses with keys and reasons, by row number.
    static func damagedAnalyses(_ db: Database) throws -> [(analysis: Int, key: String, reason: String)] {
        let heads = try Row.fetchAll(db, sql: "SELECT id, key FROM stored_analysis ORDER BY id")
        return try heads.compactMap { head in
            do {
                _ = try AnalysisRecord(analysis: head["id"], from: db)
                return nil
            } catch let damage as DamagedRow {
                return (head["id"], String.fromDatabaseValue(head["key"]) ?? "", damage.reason)
            }
        }
    }

    /// A sentence about the first damage in any row; nil when everything is intact.
    static func firstDamage(_ db: Database) throws -> String? {
        if let run = try damagedRuns(db).first { return "the run \(run.key.prefix(12)): \(run.reason)" }
        if let first = try damagedAnalyses(db).first { return "the analysis \(first.key.prefix(12)): \(first.reason)" }
        for book in BookTable.allCases where try !book.isSound(db) { return "the table \(book.rawValue) was changed" }
        return nil
    }

    /// Removes what is damaged, computes again what can be derived, and reports both.
    func mend(_ database: DatabaseQueue) throws {
        // Reading needs no write lock; only a damaged archive is written to.
        let isSound = try database.read { db in
            try Self.firstDamage(db) == nil
        }
        let events = try database.transaction { db in
            try (isSound ? [] : Self.quarantine(db)) + Self.derive(db)
        }
        events.forEach(report)
    }

    private static func quarantine(_ db: Database) throws -> [ArchiveEvent] {
        var events: [ArchiveEvent] = []
        for damaged in try damagedRuns(db) {
            try StoredRun.delete(run: damaged.run, from: db)
            try note(damaged.key, damaged.reason, db)
            events.append(.quarantined(key: RunKey(text: damaged.key), reason: damaged.reason))
        }
        for damaged in try damagedAnalyses(db) {
            try StoredAnalysis.delete(analysis: damaged.analysis, from: db)
            events.append(.dropped(key: AnalysisKey(text: damaged.key), reason: damaged.reason))
        }
        try StoredRun.deleteOrphans(from: db)
        for book in BookTable.allCases where try !book.isSound(db) {
            try book.clear(db)
            events.append(.repaired(what: "the table \(book.rawValue) was changed from outside and is written anew"))
        }
        return events
    }

    private static func derive(_ db: Database) throws -> [ArchiveEvent] {
        let wrong = try StoredRun.derive(in: db)
        return wrong == 0 ? [] : [.repaired(what: "what is told of settings and totals was derived anew")]
    }

    /// Records that a run was removed.
    static func note(_ key: String, _ reason: String, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO quarantine (key, reason, noticed_at) VALUES (?, ?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
                """,
            arguments: [key, reason]
        )
    }
}
