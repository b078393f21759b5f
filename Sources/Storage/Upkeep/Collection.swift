public import Experiments
public import Foundation
import GRDB

/// What a collection removed.
public struct CollectionReport: Sendable, Hashable {
    /// Runs removed.
    public var runs: Int
    /// Derived results removed.
    public var contents: Int
    /// The file before, in bytes.
    public var bytesBefore: Int
    /// The file afterwards, in bytes.
    public var bytesAfter: Int
}

extension Archive {
    /// Removes runs that the book does not reach, then gives the space back when that is worth it.
    /// - Parameters:
    ///   - keys: the runs of the book, which always stay.
    ///   - olderThanDays: only runs finished longer ago than this are removed; nil for all.
    ///   - maximumBytes: when the archive is larger than this after that, the oldest of the remaining runs that the book
    ///     does not reach are removed too, and then the derived results.
    ///   - now: the present time.
    /// - Returns: what was removed.
    /// - Throws: `ArchiveError`.
    public func gc(
        keeping keys: Set<RunKey>,
        olderThanDays: Int? = nil,
        maximumBytes: Int? = nil,
        now: Date = Date()
    ) throws -> CollectionReport {
        let before = try size()
        let removed = try write { db -> (runs: Int, contents: Int) in
            var spare = try Self.runs(outside: keys, db)
            let due = olderThanDays.map { Self.stamp(now.addingTimeInterval(-86_400 * Double($0))) }
            let old = spare.filter { run in due.map { run.finishedAt < $0 } ?? true }
            for run in old { try StoredRun.delete(run: run.id, from: db) }
            guard let maximumBytes else { return (old.count, 0) }
            spare.removeAll { run in old.contains { $0.id == run.id } }
            var further = 0
            for run in spare where try Self.used(db) > maximumBytes {
                try StoredRun.delete(run: run.id, from: db)
                further += 1
            }
            guard try Self.used(db) > maximumBytes else { return (old.count + further, 0) }
            try db.execute(sql: "DELETE FROM stored_content")
            return (old.count + further, db.changesCount)
        }
        try giveBack()
        return CollectionReport(
            runs: removed.runs,
            contents: removed.contents,
            bytesBefore: before,
            bytesAfter: try size()
        )
    }

    /// The runs that are not among `keys`, the oldest first.
    private static func runs(outside keys: Set<RunKey>, _ db: Database) throws -> [(id: Int, finishedAt: String)] {
        let sql = """
            SELECT id, finished_at FROM stored_run WHERE key NOT IN (SELECT value FROM json_each(?))
            ORDER BY finished_at, id
            """
        var runs: [(id: Int, finishedAt: String)] = []
        try db.forEachRow(sql, text: list(keys.map(\.text))) { row in  // A date that cannot be read is the oldest.
            runs.append((try row.int(0), (try? row.text(1)) ?? ""))
        }
        return runs
    }

    /// The bytes of pages in use.
    private static func used(_ db: Database) throws -> Int {
        func value(_ name: String) throws -> Int { try Int.fetchOne(db, sql: "PRAGMA \(name)") ?? 0 }
        return try (value("page_count") - value("freelist_count")) * value("page_size")
    }

    private func size() throws -> Int {
        try read { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            return try pages * (Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0)
        }
    }

    /// Rewrites the file when more than a tenth of it, and more than a quarter of a megabyte, is unused.
    private func giveBack() throws {
        let total = try size()
        let unused = try read { db in try total - Self.used(db) }
        guard unused > 262_144, unused * 10 > total else { return }
        try guarded { try database.writeWithoutTransaction { db in try db.execute(sql: "VACUUM") } }
    }

    /// Rewrites the file densely when a tenth of its runs or more are as new as `made` says.
    ///
    /// Rows that come run by run leave an eighth of each page empty. When the file is in use by another program, or the disk
    /// is too full for a second copy, it stays as it is.
    public func pack(afterMaking made: Int) throws {
        let runs = try read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM stored_run") ?? 0 }
        guard made > 0, made * 10 >= runs, try size() > Self.leastWorthPacking else { return }
        try? database.writeWithoutTransaction { db in
            try db.execute(sql: "VACUUM")
            try db.checkpoint(.truncate)
        }
    }

    /// A megabyte: below that little is to be gained.
    private static let leastWorthPacking = 1_048_576

    /// UTC, ISO 8601, whole seconds: the form in which runs are dated.
    private static func stamp(_ date: Date) -> String {
        date.formatted(.iso8601)
    }
}
