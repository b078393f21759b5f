public import Experiments
public import Foundation
import GRDB

/// The result of garbage collection.
public struct CollectionReport: Sendable, Hashable {
    /// The number of removed runs.
    public var runs: Int
    /// The number of removed analyses whose runs stay.
    public var analyses: Int
    /// The size of the file before, in bytes.
    public var bytesBefore: Int
    /// The size of the file afterwards, in bytes.
    public var bytesAfter: Int
}

extension Archive {
    /// Removes runs and analyses that the book does not need, then rewrites the file compactly.
    ///
    /// Runs that a build in progress needs are kept, even for another version of the book.
    ///
    /// - Parameters:
    ///   - members: the runs of the book, which are always kept with their present analyses.
    ///   - olderThanDays: only runs finished longer ago than this are removed; nil for all.
    ///   - maximumBytes: if the archive is still larger than this, the oldest of the remaining runs that the book
    ///     does not need are removed too.
    ///   - now: the present time.
    /// - Returns: what was removed.
    /// - Throws: `ArchiveError`.
    public func gc(
        keeping members: [Member],
        olderThanDays: Int? = nil,
        maximumBytes: Int? = nil,
        now: Date = Date()
    ) throws -> CollectionReport {
        let before = try size()
        var report = CollectionReport(runs: 0, analyses: 0, bytesBefore: before, bytesAfter: before)
        try write { db in
            let held = try Lease.liveKeys(db, at: now, seenFrom: LeaseHolder())
            report.analyses = try Self.removeAnalyses(outside: members, held, db)
            var spare = try Self.runs(outside: members.map(\.key.text) + held, db)
            let due = olderThanDays.map { Self.stamp(now.addingTimeInterval(-86_400 * Double($0))) }
            let old = spare.filter { run in due.map { run.finishedAt < $0 } ?? true }
            for run in old { try StoredRun.delete(run: run.id, from: db) }
            report.runs = old.count
            guard let maximumBytes else { return }
            spare.removeAll { run in old.contains { $0.id == run.id } }
            for run in spare where try Self.used(db) > maximumBytes {
                try StoredRun.delete(run: run.id, from: db)
                report.runs += 1
            }
        }
        try pack()
        report.bytesAfter = try size()
        return report
    }

    /// Removes outdated analyses of the book's traces; returns their number.
    ///
    /// Analyses of other runs are removed with their runs, and those are kept that a build may just have made.
    private static func removeAnalyses(outside members: [Member], _ held: Set<String>, _ db: Database) throws -> Int {
        let sql = """
            SELECT id FROM stored_analysis WHERE run_key IN (SELECT value FROM json_each(?))
            AND key NOT IN (SELECT value FROM json_each(?))
            """
        let runs = Set(members.map(\.key.text)).subtracting(held)
        let wanted = Set(members.map(\.analysis.text))
        let spare = try Int.fetchAll(
            db,
            sql: sql,
            arguments: [JSONList.text(of: Array(runs)), JSONList.text(of: Array(wanted))]
        )
        for analysis in spare { try StoredAnalysis.delete(analysis: analysis, from: db) }
        try StoredAnalysis.deleteOrphans(from: db)
        return spare.count
    }

    /// Removes runs, except those that a build in progress needs, then rewrites the file compactly.
    ///
    /// - Returns: the keys of the removed runs.
    /// - Throws: `ArchiveError`.
    public func remove(_ keys: [RunKey], now: Date = Date()) throws -> Set<RunKey> {
        let removed = try write { db -> Set<RunKey> in
            let held = Set(try Lease.liveKeys(db, at: now, seenFrom: LeaseHolder()))
            return Set(try keys.filter { try !held.contains($0.text) && StoredRun.delete($0.text, from: db) })
        }
        if !removed.isEmpty { try pack() }
        return removed
    }

    /// The names of the damaged files that are kept, with their write-ahead logs.
    public func damagedFiles() -> [String] {
        let file = URL(fileURLWithPath: path)
        let folder = file.deletingLastPathComponent()
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { name in
            [file.lastPathComponent, Memo.name].contains { own in
                name.hasPrefix(own) && name.dropFirst(own.count).wholeMatch(of: /\.damaged-\d+(-wal)?/) != nil
            }
        }.sorted().map { folder.appending(path: $0).relativePath }
    }

    /// Deletes the damaged files that were kept.
    public func removeDamagedFiles() throws {
        for file in damagedFiles() { try FileManager.default.removeItem(atPath: file) }
    }

    /// The runs that are not among `keys`, oldest first.
    private static func runs(outside keys: [String], _ db: Database) throws -> [(id: Int, finishedAt: String)] {
        let sql = """
            SELECT id, finished_at FROM stored_run WHERE key NOT IN (SELECT value FROM json_each(?))
            ORDER BY finished_at, id
            """
        var runs: [(id: Int, finishedAt: String)] = []
        try db.forEachRow(sql, text: JSONList.text(of: keys)) { row in  // A date that cannot be read is the oldest.
            runs.append((try row.int(0), (try? row.text(1)) ?? ""))
        }
        return runs
    }

    /// The size of the pages in use, in bytes.
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

    /// Rewrites the file compactly when `made`, the number of new runs, is at least a tenth of all.
    public func pack(afterMaking made: Int) throws {
        let runs = try read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM stored_run") ?? 0 }
        guard made > 0, made * 10 >= runs, try size() > Self.leastWorthPacking else { return }
        try pack()
    }

    /// Rewrites the file compactly: rows that were added run by run leave an eighth of each page empty.
    ///
    /// The file stays as it is if another program uses it, or if the disk has no room for a second copy.
    private func pack() throws {
        do {
            try guarded {
                try file.database().writeWithoutTransaction { db in
                    try db.execute(sql: "VACUUM")
                    _ = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
                }
            }
        } catch ArchiveError.busy {
        } catch ArchiveError.full {
        }
    }

    /// One megabyte; smaller files are not worth rewriting.
    private static let leastWorthPacking = 1_048_576

    /// A date in UTC, ISO 8601, whole seconds, as stored with runs.
    private static func stamp(_ date: Date) -> String {
        date.formatted(.iso8601)
    }
}
