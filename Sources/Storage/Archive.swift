import Experiments
public import Foundation
import GRDB
import GRDBSQLite

/// The results of all runs in one SQLite file, safe against damage, kills and other processes.
///
/// Every method may be called from any thread. What the machine does wrong is thrown as `ArchiveError`; damage that could
/// be mended is told through the closure given to `open`, once.
public final class Archive: Sendable {
    /// The file.
    public let path: String
    /// Whether nothing may be changed.
    public let isReadOnly: Bool

    /// What was derived from the runs, beside the archive.
    public let memo: Memo

    let database: DatabaseQueue
    let queries: QueryPool
    let report: @Sendable (ArchiveEvent) -> Void
    let patience: Patience
    let session: Session
    private let folderLock: FolderLock
    /// The runs that are known where only answers are there; nil for an archive with its runs.
    let index: [RunKey: RunSummary]?

    /// Opens the archive at `path`, which is made, with its folder, when there is none.
    ///
    /// A file that the seal beside it vouches for is trusted at once. Any other is checked throughout: a damaged run is
    /// removed and runs again, a damaged file is renamed and a new one begun with what was sound in it. An archive opened
    /// for reading only is checked as well, but never changed.
    /// - Parameters:
    ///   - path: the file, such as `Output/spikebook.sqlite`.
    ///   - readOnly: whether nothing may be changed; the archive must exist then.
    ///   - isCancelled: asked while the archive waits or works; when it says yes, `ArchiveError.cancelled` is thrown.
    ///   - report: called with what was damaged and mended, and for whom the archive waits.
    /// - Returns: the open archive; `close` it at the end.
    /// - Throws: `ArchiveError`.
    public static func open(
        at path: String,
        readOnly: Bool = false,
        isCancelled: @escaping @Sendable () -> Bool = { false },
        report: @escaping @Sendable (ArchiveEvent) -> Void = { _ in }
    ) throws -> Archive {
        try Opening(path: path, isReadOnly: readOnly, report: report, isCancelled: isCancelled).archive()
    }

    init(
        _ opening: Opening,
        database: DatabaseQueue,
        sealedState: FileState?,
        index: [RunKey: RunSummary]? = nil
    ) {
        self.index = index
        path = opening.path
        isReadOnly = opening.isReadOnly
        report = opening.report
        self.database = database
        patience = opening.patience
        folderLock = opening.folderLock
        memo = opening.memo
        queries = QueryPool(path: opening.path, address: opening.address, patience: opening.patience)
        session = Session(sealedState: sealedState)
    }

    deinit {
        try? close()
    }

    /// Closes the archive: puts what is still in its log into the file, and seals it when nobody else has it open.
    ///
    /// Closing twice does no harm. Throws `ArchiveError.unfolded` when the file alone does not hold everything; nothing is
    /// lost then, since the log beside it does.
    public func close() throws {
        // Longer than any query of another may take.
        try close(waiting: 15)
    }

    /// Closes the archive; others are given so many seconds to end what they read.
    func close(waiting seconds: Double) throws {
        guard session.end() else { return }
        queries.close()
        try memo.close()
        guard index == nil else { return try ArchiveError.translating(path) { try database.close() } }
        let folding = Result { if !isReadOnly { try database.fold(path, patience, waiting: seconds) } }
        try ArchiveError.translating(path) { try database.close() }
        try folding.get()
        try seal()
    }

    private func seal() throws {
        try ArchiveError.translating(path) {
            try folderLock.holding {
                guard !FileState.hasLog(path), let state = FileState(path), state != session.sealedState else { return }
                // Without a seal the next opening takes longer and is as safe; an archive that may not be changed has none.
                guard !isReadOnly else { return }
                do {
                    try Seal(of: path).write(beside: path)
                } catch {
                    Seal.remove(beside: path)
                    let reason = "its checksum could not be written: \(error.localizedDescription)"
                    throw ArchiveError.unfolded(path: path, reason: reason)
                }
            }
        }
    }

    /// Whether only what was derived from the runs is there.
    public var isOfAnswers: Bool { index != nil }

    /// Whether the user stopped the program; work that takes long asks this.
    public var isCancelled: Bool { patience.isCancelled() }

    /// Runs `body` while no other build writes into `folder`; throws `ArchiveError.busy` after too long a wait.
    public func locking<Result>(_ folder: URL, _ body: () throws -> Result) throws -> Result {
        try ArchiveError.translating(path) { try FolderLock(folder: folder.path, patience: patience).holding(body) }
    }

    /// Forgets the seal, so that the next opening checks everything.
    func breakSeal() {
        Seal.remove(beside: path)
    }
}

extension Archive {
    /// Reads within one transaction.
    func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try guarded { try database.read(body) }
    }

    /// Changes the archive within one transaction that takes the write lock at its beginning.
    func write<Result>(_ body: (Database) throws -> Result) throws -> Result {
        guard !isReadOnly else { throw ArchiveError.readOnly(path: path) }
        return try guarded { try database.transaction(body) }
    }

    /// Runs `body` on an open archive, turning the database's errors into this module's.
    func guarded<Result>(_ body: () throws -> Result) throws -> Result {
        guard session.isOpen else { throw ArchiveError.closed(path: path) }
        do {
            return try ArchiveError.translating(path, body)
        } catch ArchiveError.busy where isCancelled {
            // The wait for another process ended because the user wants no more of it.
            throw ArchiveError.cancelled(path: path)
        } catch ArchiveError.damaged(let path, let reason) {
            if !isReadOnly { breakSeal() }
            throw ArchiveError.damaged(path: path, reason: reason)
        }
    }
}

extension DatabaseQueue {
    /// Writes what is in the write-ahead log into the file, and empties the log.
    ///
    /// Each try is short, so that other builds can go on writing in between.
    fileprivate func fold(_ path: String, _ patience: Patience, waiting seconds: Double) throws {
        // Who stops the program wants it to end in order; a second signal ends it at once.
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

/// Whether an archive is still open, and how its file stood when a seal was found sound.
final class Session: @unchecked Sendable {
    // The lock guards `isClosed`; the other field never changes.
    let sealedState: FileState?
    private let lock = NSLock()
    private var isClosed = false

    init(sealedState: FileState?) {
        self.sealedState = sealedState
    }

    /// Whether nobody has closed the archive yet.
    var isOpen: Bool { lock.withLock { !isClosed } }

    /// True for the first caller.
    func end() -> Bool {
        lock.withLock {
            defer { isClosed = true }
            return !isClosed
        }
    }
}

extension Archive {
    /// Whether changes stand beside the file at `path` that are not in it yet.
    public static func hasLog(at path: String) -> Bool { FileState.hasLog(path) }

    /// The version of the library that answers queries.
    public static var libraryVersion: String { String(cString: sqlite3_libversion()) }
}
