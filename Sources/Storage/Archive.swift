import Experiments
import Foundation
import GRDB

/// The results of all runs in one SQLite file, safe against damage, kills and other processes.
///
/// Every method may be called from any thread. What the machine does wrong is thrown as `ArchiveError`; damage that could
/// be mended is told through the closure given to `open`, once.
public final class Archive: Sendable {
    /// The file.
    public let path: String
    /// Whether nothing may be changed.
    public let isReadOnly: Bool

    let database: DatabaseQueue
    let queries: QueryPool
    let report: @Sendable (ArchiveEvent) -> Void
    let session: Session

    /// Opens the archive at `path`, which is made, with its folder, when there is none.
    ///
    /// A file that the seal beside it vouches for is trusted at once. Any other is checked throughout: a damaged run is
    /// removed and runs again, a damaged file is renamed and a new one begun with what was sound in it. An archive opened
    /// for reading only is checked as well, but never changed.
    /// - Parameters:
    ///   - path: the file, such as `Output/spikebook.sqlite`.
    ///   - readOnly: whether nothing may be changed; the archive must exist then.
    ///   - report: called with what was damaged and mended.
    /// - Returns: the open archive; `close` it at the end.
    /// - Throws: `ArchiveError`.
    public static func open(
        at path: String,
        readOnly: Bool = false,
        report: @escaping @Sendable (ArchiveEvent) -> Void = { _ in }
    ) throws -> Archive {
        try Opening(path: path, isReadOnly: readOnly, report: report).archive()
    }

    init(_ opening: Opening, database: DatabaseQueue, sealedState: FileState?) {
        path = opening.path
        isReadOnly = opening.isReadOnly
        report = opening.report
        self.database = database
        queries = QueryPool(path: opening.path)
        session = Session(sealedState: sealedState)
    }

    deinit {
        try? close()
    }

    /// Closes the archive, and seals the file when nobody else has it open; closing twice does no harm.
    public func close() throws {
        guard session.end() else { return }
        queries.close()
        do {
            try database.close()
        } catch let error as DatabaseError {
            throw ArchiveError(error, path: path)
        }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        FolderLock.holding(folder) {
            guard !FileState.hasLog(path), let state = FileState(path), state != session.sealedState else { return }
            // Without a seal the next opening takes longer and is as safe, so a failure to write one is no fault.
            try? Seal(of: path).write(beside: path)
        }
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
            return try body()
        } catch let error as DatabaseError {
            let known = ArchiveError(error, path: path)
            if case .damaged = known, !isReadOnly { breakSeal() }
            throw known
        }
    }
}

extension DatabaseQueue {
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
