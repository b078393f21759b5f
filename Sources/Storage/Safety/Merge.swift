import Experiments
import Foundation
import GRDB

/// Copies the sound runs and derived results of another file into an archive; the file itself is not touched.
struct Merge {
    let archive: Archive

    init(into archive: Archive) {
        self.archive = archive
    }

    /// What a merge did.
    struct Outcome {
        var added = 0
        var known = 0
        var contents = 0
        var leftOut: [(key: RunKey, reason: String)] = []
    }

    /// Reads a copy of the file and of its log, so that the source keeps its every byte.
    ///
    /// Of a damaged file, what still can be read is taken, whatever its version pretends to be.
    func runs(from source: String, isDamaged: Bool = false) throws -> Outcome {
        let files = FileManager.default
        let folder = files.temporaryDirectory.appending(path: "spikebook-\(UUID().uuidString)")
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? files.removeItem(at: folder) }
        let copy = folder.appending(path: "archive.sqlite").path
        try files.copyItem(atPath: source, toPath: copy)
        if files.fileExists(atPath: source + "-wal") {
            try files.copyItem(atPath: source + "-wal", toPath: copy + "-wal")
        }
        let database = try Opening.queue(copy, readOnly: false, isDamaged: isDamaged)
        defer { try? database.close() }
        if isDamaged {
            // Reading asks for the present columns; where the damage does not allow them, nothing can be read.
            try? bringForward(database, source)
        } else {
            try bringForward(database, source)
        }
        var outcome = try copyRuns(from: database)
        do {
            outcome.contents = try copyContents(from: database)
        } catch let error as DatabaseError where isDamaged && error.resultCode != .SQLITE_FULL {}
        return outcome
    }

    private func bringForward(_ database: DatabaseQueue, _ source: String) throws {
        try database.transaction { db in
            let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            guard version <= Migration.all.count else {
                throw ArchiveError.newer(path: source, version: version, known: Migration.all.count)
            }
            guard version > 0 else { throw ArchiveError.foreign(path: source) }
            if version < Migration.all.count { try Migration.bring(db, from: version) }
        }
    }

    private func copyRuns(from database: DatabaseQueue) throws -> Outcome {
        var outcome = Outcome()
        let heads = try database.read { db in try Self.heads(db) }
        for head in heads {
            if let key = head.key, try !archive.summaries(of: [RunKey(text: key)]).isEmpty {
                outcome.known += 1
                continue
            }
            do {
                let record = try database.read { db in try RunRecord(run: head.run, from: db) }
                try archive.write { db in try record.insert(into: db) }
                outcome.added += 1
            } catch let damage as DamagedRow {
                outcome.leftOut.append((RunKey(text: head.key ?? ""), damage.reason))
            } catch let error as DatabaseError {
                outcome.leftOut.append((RunKey(text: head.key ?? ""), error.message ?? "it cannot be read"))
            }
        }
        return outcome
    }

    /// The numbers and keys of all runs that can be listed: in a damaged file the list may break off.
    private static func heads(_ db: Database) throws -> [(run: Int, key: String?)] {
        var heads: [(run: Int, key: String?)] = []
        let rows = try Row.fetchCursor(db, sql: "SELECT id, key FROM stored_run NOT INDEXED ORDER BY id")
        do {
            while let row = try rows.next() { heads.append((row[0], String.fromDatabaseValue(row[1]))) }
        } catch is DatabaseError {}
        return heads
    }

    private func copyContents(from database: DatabaseQueue) throws -> Int {
        let contents = try database.read { db in
            var contents: [DerivedContent] = []
            let sql = "SELECT kind, key, content, checksum FROM stored_content NOT INDEXED ORDER BY rowid"
            let rows = try Row.fetchCursor(db, sql: sql)
            do {
                while let row = try rows.next() {
                    guard let kind = String.fromDatabaseValue(row[0]), let key = String.fromDatabaseValue(row[1]),
                        let content = Data.fromDatabaseValue(row[2]),
                        String.fromDatabaseValue(row[3]) == StoredContent.checksum(kind, key, content)
                    else { continue }
                    contents.append(DerivedContent(kind: kind, key: key, content: content))
                }
            } catch is DatabaseError {}
            return contents
        }
        return try archive.cache(contents)
    }
}
