import Experiments
import Foundation
import GRDB

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The file as a whole is no sound archive.
struct DamagedFile: Error {
    let reason: String
}

/// How an archive is opened: trusted, checked, begun anew, or refused.
struct Opening {
    let path: String
    let isReadOnly: Bool
    let report: @Sendable (ArchiveEvent) -> Void

    func archive() throws -> Archive {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        if isReadOnly {
            guard FileState(path) != nil else { throw ArchiveError.missing(path: path) }
        } else {
            try makeFolder(folder)
        }
        return try FolderLock.holding(folder) {
            do {
                return try connect()
            } catch let damage as DamagedFile {
                guard !isReadOnly else { throw ArchiveError.damaged(path: path, reason: damage.reason) }
                return try beginAnew(damage)
            } catch let error as DatabaseError {
                throw ArchiveError(error, path: path)
            }
        }
    }

    private func makeFolder(_ folder: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw ArchiveError.folder(path: folder, reason: error.localizedDescription)
        }
        guard access(folder, W_OK | X_OK) == 0 else {
            throw ArchiveError.denied(path: path, reason: String(cString: strerror(errno)))
        }
    }

    private func connect() throws -> Archive {
        let isNew = try isNew()
        // Taken before SQLite has the file: a change that opening makes must lead to a new seal.
        let sealedState = !isNew && Seal.isIntact(path) ? FileState(path) : nil
        let database = try Self.queue(path, readOnly: isReadOnly)
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
        return Archive(self, database: database, sealedState: sealedState)
    }

    /// Whether there is nothing at `path`; an empty file with a seal beside it was once more than that.
    private func isNew() throws -> Bool {
        let size = FileState(path)?.size
        if size == 0, Seal(beside: path) != nil { throw DamagedFile(reason: "the file is empty") }
        return (size ?? 0) == 0 && !isReadOnly && !FileState.hasLog(path)
    }

    /// A connection to the file at `path`; throws `DamagedFile` when it is no database.
    ///
    /// In a damaged file, tables whose description can be read are used even when that of another cannot.
    static func queue(_ path: String, readOnly: Bool, isDamaged: Bool = false) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = readOnly
        configuration.busyMode = .timeout(15)
        configuration.foreignKeysEnabled = false
        configuration.label = "archive"
        if isDamaged {
            configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA writable_schema = ON") }
        }
        return try findingDamage { try DatabaseQueue(path: path, configuration: configuration) }
    }

    static func findingDamage<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError where [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode) {
            throw DamagedFile(reason: error.message ?? "it is no database")
        }
    }

    private func examine(_ database: DatabaseQueue, isTrusted: Bool) throws {
        try Self.findingDamage {
            let version = try database.read { db in try Self.version(db, path: path) }
            if !isTrusted {
                try database.read { db in try Inspection.checkStructure(db, version: version, path: path) }
            }
            guard !isReadOnly else {
                guard version == Migration.all.count else {
                    throw ArchiveError.damaged(
                        path: path,
                        reason: "its version \(version) is older than this program's"
                    )
                }
                return try isTrusted ? () : refuseDamagedRows(database)
            }
            try bringForward(database, from: version)
            if !isTrusted { try Inspection(report: report).mend(database) }
        }
    }

    /// The version of the file's schema; throws when it is none of ours or newer than ours.
    private static func version(_ db: Database, path: String) throws -> Int {
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
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
        guard version < Migration.all.count else { return }
        // Another process may have been faster, so the version is read again under the write lock.
        let found = try database.transaction { db in
            let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            if found < Migration.all.count { try Migration.bring(db, from: found) }
            return found
        }
        if found > 0 { report(.migrated(from: found, to: Migration.all.count)) }
    }

    private func refuseDamagedRows(_ database: DatabaseQueue) throws {
        guard let damage = try database.read(Inspection.firstDamage) else { return }
        throw ArchiveError.damaged(path: path, reason: damage)
    }

    /// Renames the damaged file and what stands beside it, begins a new one, and copies what is sound.
    private func beginAnew(_ damage: DamagedFile) throws -> Archive {
        let moved = try SetAside(path).move()
        let archive = try connect()
        // Nothing is thrown from here on: the folder is locked, and an archive that is dropped locks it to close.
        let rescued = (try? Merge(into: archive).runs(from: moved, isDamaged: true).added) ?? 0
        report(.setAside(path: path, movedTo: moved, reason: damage.reason, rescuedRuns: rescued))
        return archive
    }
}
