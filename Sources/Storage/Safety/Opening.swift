import Experiments
import Foundation
import GRDB
import GRDBSQLite
import Traces
import Training

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Opens an archive: it is trusted, checked, created again, or refused.
struct Opening {
    let path: String
    let isReadOnly: Bool
    let report: @Sendable (ArchiveEvent) -> Void
    let isCancelled: @Sendable () -> Bool
    /// The columns that traces should have.
    var columns = Catalogue.columns.map(\.name)

    /// How the archive waits for other processes.
    var patience: Patience {
        Patience(tell: { report(.waiting(for: $0)) }, isCancelled: isCancelled)
    }

    /// The name of the file for SQLite.
    ///
    /// Even for reading, SQLite creates an index of the write-ahead log beside the file. If it may not, and there is
    /// no log, the file is opened as immutable.
    var address: String {
        let mayWrite = access(folder, W_OK | X_OK) == 0 && access(path, W_OK) == 0
        return !isReadOnly || mayWrite || FileState.hasLog(path) ? path : DatabaseFile.immutable(path)
    }

    /// The cache of derived results, in the same folder.
    var memo: Memo {
        Memo(path: folder + "/" + Memo.name, isReadOnly: isReadOnly, patience: patience, report: report)
    }

    /// The lock on the archive's folder.
    var folderLock: FolderLock { FolderLock(folder: folder, patience: patience) }

    private var folder: String { URL(fileURLWithPath: path).deletingLastPathComponent().path }

    /// Opens the file, whatever its state; throws `ArchiveError`.
    func connection() throws -> ArchiveFile.Connection {
        if isReadOnly {
            // An empty file without a checksum file was only just created by another process.
            let isBegun = FileState(path).map { $0.size > 0 || Seal(beside: path) != nil || FileState.hasLog(path) }
            guard isBegun == true else { throw ArchiveError.missing(path: path) }
        } else {
            try makeFolder()
        }
        return try ArchiveError.translating(path) {
            try folderLock.holding {
                if !isReadOnly { WholeFile.removeDrafts(in: URL(fileURLWithPath: folder)) }
                do {
                    return try connect()
                } catch let damage as DamagedFile {
                    guard !isReadOnly else { throw ArchiveError.damaged(path: path, reason: damage.reason) }
                    return try Rescue(of: self, from: damage).connection()
                }
            }
        }
    }

    private func makeFolder() throws {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw ArchiveError.folder(path: folder, reason: error.localizedDescription)
        }
        guard access(folder, W_OK | X_OK) == 0 else {
            throw ArchiveError.denied(path: path, reason: String(cString: strerror(errno)))
        }
    }

    /// Opens the file without repairing it; throws `DamagedFile` when it is not an intact archive.
    func connect() throws -> ArchiveFile.Connection {
        let isNew = try isNew()
        // Recorded before SQLite opens the file, so that a change made by opening leads to a new checksum file.
        let sealedState = !isNew && Seal.isIntact(path) ? FileState(path) : nil
        if !isNew, sealedState == nil, let fault = DatabaseFile.headerFault(path) { throw DamagedFile(reason: fault) }
        let database = try queue()
        do {
            if isNew {
                try bringForward(database, from: 0)
            } else {
                try examine(database, isTrusted: sealedState != nil)
            }
        } catch {
            try? database.close()
            throw error
        }
        return .init(database: database, sealedState: sealedState)
    }

    /// Whether there is nothing at `path`; an empty file with a checksum file has lost its contents.
    private func isNew() throws -> Bool {
        let size = FileState(path)?.size
        if size == 0, Seal(beside: path) != nil { throw DamagedFile(reason: "the file is empty") }
        return (size ?? 0) == 0 && !isReadOnly && !FileState.hasLog(path)
    }

    private func queue() throws -> DatabaseQueue {
        try DamagedFile.finding { try DatabaseQueue(path: address, configuration: configuration()) }
    }

    private func configuration() -> Configuration {
        let (patience, question) = (patience, Question(isCancelled))
        var configuration = Configuration()
        configuration.readonly = isReadOnly
        configuration.busyMode = .callback { patience.triesAgain($0) }
        configuration.foreignKeysEnabled = false
        configuration.label = "archive"
        // The configuration, which exists as long as the connection, retains the object.
        configuration.prepareDatabase { db in db.stop(by: question) }
        return configuration
    }

    private func examine(_ database: DatabaseQueue, isTrusted: Bool) throws {
        try DamagedFile.finding { () throws -> Void in
            let version = try database.read { db in try self.version(db, isTrusted: isTrusted) }
            if !isTrusted { try database.read { db in try Inspection.checkStructure(db, version: version) } }
            guard !isReadOnly else {
                // The process that was creating it was killed before anything was stored.
                guard version > 0 else { throw ArchiveError.missing(path: path) }
                guard version >= Migration.readable else {
                    throw ArchiveError.older(path: path, version: version, known: Migration.all.count)
                }
                return try isTrusted ? () : refuseDamagedRows(database)
            }
            try bringForward(database, from: version)
            if !isTrusted { try Inspection(report: report).mend(database) }
        }
    }

    /// The version of the file's schema; throws when it is not ours or newer than ours.
    private func version(_ db: Database, isTrusted: Bool) throws -> Int {
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        // A number that contradicts the tables is a flipped byte, and not the version of a newer program.
        if !isTrusted, let real = try Migration.version(of: db), real != version {
            throw DamagedFile(reason: "its version is \(version), its tables are those of version \(real)")
        }
        guard version <= Migration.all.count else {
            throw ArchiveError.newer(path: path, version: version, known: Migration.all.count)
        }
        let names = try SchemaObject.all(in: db).map(\.name)
        if version <= 0 {
            if names.contains(where: { $0.hasPrefix("stored_") }) { throw DamagedFile(reason: "its version is gone") }
            guard names.isEmpty, version == 0 else { throw ArchiveError.foreign(path: path) }
        }
        return version
    }

    private func bringForward(_ database: DatabaseQueue, from version: Int) throws {
        try database.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = NORMAL")
            guard try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL") == "wal" else {
                throw ArchiveError.denied(path: path, reason: "the file system allows no write-ahead log")
            }
        }
        if version == Migration.all.count {
            guard try database.read({ db in try !TraceTable(of: db).lacking(columns).isEmpty }) else { return }
        }
        // Another process may have been faster, so the version is read again under the write lock.
        let (found, added) = try database.transaction { db in
            let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            if found < Migration.all.count { try Migration.bring(db, from: found) }
            return (found, try TraceTable.add(columns, to: db))
        }
        if found > 0, found < Migration.all.count { report(.migrated(from: found, to: Migration.all.count)) }
        if found > 0, !added.isEmpty { report(.extended(by: added)) }
    }

    private func refuseDamagedRows(_ database: DatabaseQueue) throws {
        guard let damage = try database.read(Inspection.firstDamage) else { return }
        throw ArchiveError.damaged(path: path, reason: damage)
    }
}

/// Wraps the closure that says whether the work should be cancelled.
private final class Question: Sendable {
    let ask: @Sendable () -> Bool

    init(_ ask: @escaping @Sendable () -> Bool) {
        self.ask = ask
    }
}

extension Database {
    /// Interrupts any running statement as soon as the closure returns true; the object must exist as long as the
    /// connection.
    fileprivate func stop(by question: Question) {
        sqlite3_progress_handler(
            sqliteConnection,
            20_000,
            { question in
                guard let question else { return 0 }
                return Unmanaged<Question>.fromOpaque(question).takeUnretainedValue().ask() ? 1 : 0
            },
            Unmanaged.passUnretained(question).toOpaque()
        )
    }
}
