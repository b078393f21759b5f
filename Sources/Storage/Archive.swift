import Experiments
public import Foundation
import GRDB
import GRDBSQLite
import Synchronization

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

    /// Whether only what was derived from the runs is there.
    public let isOfAnswers: Bool

    let file: ArchiveFile
    let queries: QueryPool
    let report: @Sendable (ArchiveEvent) -> Void
    let patience: Patience
    /// The mapping that was asked for last.
    let lastMapping = Mutex<MappingRows?>(nil)
    private let folderLock: FolderLock
    /// What the memo tells of the runs; nil where it is not asked.
    private let index: ArchiveIndex?

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
        let opening = Opening(path: path, isReadOnly: readOnly, report: report, isCancelled: isCancelled)
        let archive = Archive(opening, file: ArchiveFile(path: path, connect: opening.connection))
        _ = try archive.file.database()
        return archive
    }

    /// An archive of an opening; `index` tells what is in it for as long as nothing is asked of the file itself.
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
        // Whoever changes the file from here on gives it another mark; who has changed it since its runs were listed is seen.
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

    /// Whether the file is, after the closing, still the one whose runs were listed last.
    public var isAsListed: Bool { file.lastMark.map { $0 == ArchiveIndex.mark(of: path) } ?? false }

    private func seal(since sealedState: FileState?) throws {
        try ArchiveError.translating(path) {
            try folderLock.holding {
                guard !FileState.hasLog(path), let state = FileState(path), state != sealedState else { return }
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

    /// What is known of the runs without asking the file; nil once it has been opened, or somebody else has changed it.
    var known: ArchiveIndex? {
        guard let index else { return nil }
        return isOfAnswers || !file.isOpened && ArchiveIndex.mark(of: path) == index.mark ? index : nil
    }

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
        try guarded { try file.database().read(body) }
    }

    /// Changes the archive within one transaction that takes the write lock at its beginning.
    func write<Result>(_ body: (Database) throws -> Result) throws -> Result {
        guard !isReadOnly else { throw ArchiveError.readOnly(path: path) }
        file.indexed = nil
        return try guarded { try file.database().transaction(body) }
    }

    /// Runs `body` on an open archive, turning the database's errors into this module's.
    func guarded<Result>(_ body: () throws -> Result) throws -> Result {
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

extension Archive {
    /// Whether changes stand beside the file at `path` that are not in it yet.
    public static func hasLog(at path: String) -> Bool { FileState.hasLog(path) }

    /// The version of the library that answers queries.
    public static var libraryVersion: String { String(cString: sqlite3_libversion()) }
}
