import Experiments
public import Foundation
import GRDB
import GRDBSQLite
import Synchronization

/// The results of all runs in one SQLite file, protected against damage, kills and other processes.
///
/// Every method may be called from any thread. Errors of the machine are thrown as `ArchiveError`. Repaired damage is
/// reported once, through the closure given to `open`.
public final class Archive: Sendable {
    /// The file's path.
    public let path: String
    /// Whether changes are forbidden.
    public let isReadOnly: Bool

    /// The cache of derived results, in a file beside the archive.
    public let memo: Memo

    /// Whether there is no archive file, only the cached answers.
    public let isOfAnswers: Bool

    let file: ArchiveFile
    let queries: QueryPool
    let report: @Sendable (ArchiveEvent) -> Void
    let patience: Patience
    /// The mapping used last.
    let lastMapping = Mutex<MappingRows?>(nil)
    private let folderLock: FolderLock
    /// The memo's list of runs; nil when it is not used.
    private let index: ArchiveIndex?

    /// Opens the archive at `path`; creates it and its folder if there is none.
    ///
    /// A file that matches its checksum file is trusted at once. Any other is checked completely: a damaged run is
    /// removed and will be run again; a damaged file is renamed, and a new one is created with everything intact in
    /// it. An archive opened for reading is also checked, but never changed.
    /// - Parameters:
    ///   - path: the file, such as `Output/spikebook.sqlite`.
    ///   - readOnly: whether nothing may be changed; the archive must exist then.
    ///   - isCancelled: called while the archive waits or works; if it returns true, `ArchiveError.cancelled` is thrown.
    ///   - report: called with repaired damage, and with the reason for a wait.
    /// - Returns: the open archive; `close` it at the end.
    /// - Throws: `ArchiveError`.
    public static func open(
        at path: String,
        readOnly: Bool = false,
        isCancelled: @escaping @Sendable () -> Bool = { false },
        report: @escaping @Sendable (ArchiveEvent) -> Void = { _ in }
    ) throws -> Archive {
        let opening = Opening(path: path, isReadOnly: readOnly, report: report, isCancelled: isCancelled)
        let archive = Archive(opening, file: ArchiveFile(path: path, connect: opening.connection))
        _ = try archive.file.database()
        return archive
    }

    /// Creates an archive; `index` answers for the file until something else is asked.
    init(_ opening: Opening, file: ArchiveFile, index: ArchiveIndex? = nil, isOfAnswers: Bool = false) {
        self.index = index
        self.isOfAnswers = isOfAnswers
        self.file = file
        path = opening.path
        isReadOnly = opening.isReadOnly
        report = opening.report
        patience = opening.patience
        folderLock = opening.folderLock
        memo = opening.memo
        queries = QueryPool(opening, file: file)
    }

    deinit {
        try? close()
    }

    /// Closes the archive: checkpoints its write-ahead log, and writes the checksum file unless another process has
    /// it open.
    ///
    /// Closing twice is harmless. Throws `ArchiveError.unfolded` when the file alone does not contain everything;
    /// nothing is lost then, since the log beside it has the rest.
    public func close() throws {
        // Longer than a query of another process can take.
        try close(waiting: 15)
    }

    /// Closes the archive, waiting some seconds for other readers to finish.
    func close(waiting seconds: Double) throws {
        guard case .first(let connection) = file.end() else { return }
        queries.close()
        do {
            if let connection {
                try close(connection, waiting: seconds)
            } else {
                file.lastMark = index?.mark
            }
        } catch {
            try? memo.close()
            throw error
        }
        try memo.close()
    }

    private func close(_ connection: ArchiveFile.Connection, waiting seconds: Double) throws {
        guard !isOfAnswers else { return try ArchiveError.translating(path) { try connection.database.close() } }
        let runs = file.indexed
        let digests = runs == nil ? nil : try? connection.database.read(BookTable.digests)
        let folding = Result { if !isReadOnly { try connection.database.fold(path, patience, waiting: seconds) } }
        // From here on a change of the file changes its mark, and an earlier change since the runs were listed shows
        // in the data version.
        let state = FileMark(path)
        let version = try? connection.database.read { db in try Int.fetchOne(db, sql: "PRAGMA data_version") }
        try ArchiveError.translating(path) { try connection.database.close() }
        try folding.get()
        try seal(since: connection.sealedState)
        guard let runs, let digests, let version, version == file.seenVersion, let state else { return }
        guard let mark = ArchiveIndex.mark(of: path), mark.hasPrefix(state.text + " ") else { return }
        try memo.mark(mark, runs: runs, digests)
        file.lastMark = mark
    }

    /// Whether the closed file is still the one whose runs were listed last.
    public var isAsListed: Bool { file.lastMark.map { $0 == ArchiveIndex.mark(of: path) } ?? false }

    private func seal(since sealedState: FileState?) throws {
        try ArchiveError.translating(path) {
            try folderLock.holding {
                guard !FileState.hasLog(path), let state = FileState(path), state != sealedState else { return }
                // Without a checksum file the next opening is slower but as safe; a read-only archive has none.
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

    /// What is known of the runs without opening the file; nil once it has been opened, or another process has
    /// changed it.
    var known: ArchiveIndex? {
        guard let index else { return nil }
        return isOfAnswers || !file.isOpened && ArchiveIndex.mark(of: path) == index.mark ? index : nil
    }

    /// Whether the user interrupted the program; long operations check this.
    public var isCancelled: Bool { patience.isCancelled() }

    /// Runs `body` while no other build writes into `folder`; throws `ArchiveError.busy` after a long wait.
    public func locking<Result>(_ folder: URL, _ body: () throws -> Result) throws -> Result {
        try ArchiveError.translating(path) { try FolderLock(folder: folder.path, patience: patience).holding(body) }
    }

    /// Removes the checksum file, so that the next opening checks everything.
    func breakSeal() {
        Seal.remove(beside: path)
    }
}

extension Archive {
    /// Reads within one transaction.
    func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try guarded { try file.database().read(body) }
    }

    /// Runs `body` in one transaction that takes the write lock at its beginning.
    func write<Result>(_ body: (Database) throws -> Result) throws -> Result {
        guard !isReadOnly else { throw ArchiveError.readOnly(path: path) }
        file.indexed = nil
        return try guarded { try file.database().transaction(body) }
    }

    /// Runs `body` on an open archive, converting the database's errors into this module's.
    func guarded<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try ArchiveError.translating(path, body)
        } catch ArchiveError.busy where isCancelled {
            // The wait for another process ended because the user interrupted it.
            throw ArchiveError.cancelled(path: path)
        } catch ArchiveError.damaged(let path, let reason) {
            if !isReadOnly { breakSeal() }
            throw ArchiveError.damaged(path: path, reason: reason)
        }
    }
}

extension Archive {
    /// Whether there is a write-ahead log beside the file at `path` with changes that are not in the file yet.
    public static func hasLog(at path: String) -> Bool { FileState.hasLog(path) }

    /// The version of SQLite.
    public static var libraryVersion: String { String(cString: sqlite3_libversion()) }
}
