import GRDB
import GRDBSQLite

extension DatabaseQueue {
    /// Checkpoints the write-ahead log into the file and empties it.
    ///
    /// Each attempt is short, so that other builds can write in between.
    func fold(_ path: String, _ patience: Patience, waiting seconds: Double) throws {
        // A user who interrupts the program wants it to close properly; a second signal ends it at once.
        let patience = Patience(tell: patience.tell, isCancelled: { false })
        func isFolded() throws -> Bool {
            try writeWithoutTransaction { db in
                sqlite3_progress_handler(db.sqliteConnection, 0, nil, nil)
                sqlite3_busy_timeout(db.sqliteConnection, 50)
                do {
                    let row = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
                    return row?[0] == 0
                } catch let error as DatabaseError where [.SQLITE_BUSY, .SQLITE_LOCKED].contains(error.resultCode) {
                    return false
                }
            }
        }
        do {
            let isDone = try patience.wait(
                for: "another program that reads the archive",
                atMost: seconds,
                until: isFolded
            )
            guard !isDone else { return }
        } catch let error as DatabaseError {
            throw ArchiveError.unfolded(path: path, reason: error.message ?? "\(error.resultCode)")
        }
        throw ArchiveError.unfolded(path: path, reason: "another program has been reading from it all the time")
    }

    /// One transaction that takes the write lock at its beginning.
    func transaction<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try writeWithoutTransaction { db in
            var result: Result?
            try db.inTransaction(.immediate) {
                result = try body(db)
                return .commit
            }
            guard let result else { throw DatabaseError(resultCode: .SQLITE_INTERNAL) }
            return result
        }
    }
}
