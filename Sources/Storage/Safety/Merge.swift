import Experiments
import Foundation
import GRDB

/// Copies the intact runs of another file into an archive, without changing that file.
struct Merge {
    let archive: Archive

    init(into archive: Archive) {
        self.archive = archive
    }

    /// The result of a merge.
    struct Outcome {
        var added = 0
        var known = 0
        var analyses = 0
        var leftOut: [(key: RunKey, reason: String)] = []
    }

    /// Copies what is intact in the file at `source`; from a damaged one, what can still be read.
    ///
    /// Throws `DamagedFile` when nothing can be read, `ArchiveError` for a file that is not an archive.
    func runs(from source: String, isDamaged: Bool = false) throws -> Outcome {
        let file = try SourceFile(source, for: archive, isDamaged: isDamaged)
        defer { file.close() }
        var outcome = try copyRuns(from: file.database)
        do {
            outcome.analyses = try copyAnalyses(from: file.database)
        } catch let error as DatabaseError where isDamaged && error.resultCode != .SQLITE_INTERRUPT {}
        return outcome
    }

    private func copyRuns(from database: DatabaseQueue) throws -> Outcome {
        var outcome = Outcome()
        // Nobody else changes the file, and in a damaged one SQLite cannot even end a read transaction.
        let heads = try database.unsafeRead { db in try Self.heads(db, of: "stored_run") }
        for head in heads {
            if archive.patience.isCancelled() { throw Cancelled() }
            if let key = head.key, try !archive.summaries(of: [RunKey(text: key)]).isEmpty {
                outcome.known += 1
                continue
            }
            do {
                let record = try database.unsafeRead { db in try RunRecord(run: head.id, from: db) }
                try archive.write { db in try record.insert(into: db) }
                outcome.added += 1
            } catch let damage as DamagedRow {
                outcome.leftOut.append((RunKey(text: head.key ?? ""), damage.reason))
            } catch let error as DatabaseError where error.resultCode != .SQLITE_INTERRUPT {
                outcome.leftOut.append((RunKey(text: head.key ?? ""), error.message ?? "it cannot be read"))
            }
        }
        return outcome
    }

    /// Copies the intact analyses of runs that are stored here; others are computed again from their traces.
    private func copyAnalyses(from database: DatabaseQueue) throws -> Int {
        var added = 0
        let heads = try database.unsafeRead { db in try Self.heads(db, of: "stored_analysis") }
        for head in heads {
            if archive.patience.isCancelled() { throw Cancelled() }
            guard let key = head.key, try archive.analyses(among: [AnalysisKey(text: key)]).isEmpty else { continue }
            do {
                let record = try database.unsafeRead { db in try AnalysisRecord(analysis: head.id, from: db) }
                try archive.store([record])
                added += try archive.analyses(among: [record.key]).count
            } catch is DamagedRow {
            } catch let error as DatabaseError where error.resultCode != .SQLITE_INTERRUPT {}
        }
        return added
    }

    /// The row numbers and keys of all rows that can be listed; in a damaged file the list may be incomplete.
    private static func heads(_ db: Database, of table: String) throws -> [(id: Int, key: String?)] {
        var heads: [(id: Int, key: String?)] = []
        do {
            let rows = try Row.fetchCursor(db, sql: "SELECT id, key FROM \(table) NOT INDEXED ORDER BY id")
            while let row = try rows.next() { heads.append((row[0], String.fromDatabaseValue(row[1]))) }
        } catch let error as DatabaseError where error.resultCode != .SQLITE_INTERRUPT {}
        return heads
    }
}
