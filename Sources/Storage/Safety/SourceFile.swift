import Foundation
import GRDB

/// Another archive opened for reading, whose bytes are not changed.
///
/// A closed archive of the present version is read in place. One that another process has open is copied by SQLite in
/// one transaction. One with a write-ahead log, of an older version or with damage is copied together with its log,
/// since reading would change these. Copies are made beside the receiving archive, where there must be room for them
/// anyway.
struct SourceFile {
    /// The connection.
    let database: DatabaseQueue
    private let copy: String?

    /// Opens the file at `path` for copying from it into `archive`.
    ///
    /// Throws `DamagedFile` when it is not a database, `ArchiveError` when it is not an archive.
    init(_ path: String, for archive: Archive, isDamaged: Bool) throws {
        try Self.check(path, isDamaged ? nil : archive.path)
        let file = DatabaseFile(path)
        if !isDamaged, let fault = DatabaseFile.headerFault(path) { throw DamagedFile(reason: fault) }
        // A caller that rescues a damaged file has already locked it.
        let use = isDamaged ? .unknown : file?.lock() ?? .unknown
        if !isDamaged, use != .others, !FileState.hasLog(path), let header = file?.header,
            header.version == Migration.all.count
        {
            copy = nil
            database = try Self.connect(DatabaseFile.immutable(path), Self.readOnly(archive))
            do {
                try Self.checkSchema(database, path)
            } catch {
                try? database.close()
                throw error
            }
            return
        }
        let copy = WholeFile.draftPath(beside: archive.path)
        self.copy = copy
        do {
            if use == .others {
                try Self.back(up: path, to: copy, Self.readOnly(archive))
            } else {
                try Self.duplicate(file, at: path, to: copy, isDamaged: isDamaged)
            }
            database = try Self.forward(copy, of: path, isDamaged: isDamaged)
        } catch {
            Self.remove(copy)
            throw error
        }
    }

    /// Closes the file and removes the copy, if there is one.
    func close() {
        try? database.close()
        copy.map(Self.remove)
    }

    /// Refuses other kinds of files: reading a pipe or a device might never end, and opening the archive itself would
    /// lose its locks.
    private static func check(_ path: String, _ target: String?) throws {
        guard let state = FileState(path) else { throw ArchiveError.missing(path: path) }
        guard state.isRegular else { throw ArchiveError.noSource(path: path, reason: "it is no file") }
        if let target, let own = FileState(target), own.isSameFile(as: state) {
            throw ArchiveError.noSource(path: path, reason: "it is the archive itself")
        }
    }

    private static func readOnly(_ archive: Archive) -> Configuration {
        let patience = archive.patience
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .callback { patience.triesAgain($0) }
        configuration.label = "source"
        return configuration
    }

    private static func connect(_ path: String, _ configuration: Configuration) throws -> DatabaseQueue {
        try DamagedFile.finding { try DatabaseQueue(path: path, configuration: configuration) }
    }

    private static func back(up path: String, to copy: String, _ configuration: Configuration) throws {
        let live = try connect(path, configuration)
        defer { try? live.close() }
        let target = try DatabaseQueue(path: copy)
        defer { try? target.close() }
        try DamagedFile.finding { try live.backup(to: target) }
    }

    private static func duplicate(_ file: DatabaseFile?, at path: String, to copy: String, isDamaged: Bool) throws {
        guard let file else { throw ArchiveError.noSource(path: path, reason: "it may not be read") }
        try file.copy(to: copy)
        if FileManager.default.fileExists(atPath: path + "-wal") {
            try FileManager.default.copyItem(atPath: path + "-wal", toPath: copy + "-wal")
        }
        guard isDamaged, let size = file.size, var header = file.header else { return }
        header.repair(fileSize: size)
        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: copy))
        defer { try? handle.close() }
        try handle.write(contentsOf: header.bytes)
    }

    /// A connection to a copy, migrated to the present version.
    private static func forward(_ copy: String, of path: String, isDamaged: Bool) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        if isDamaged {
            // Tables with a readable definition are used even if that of another table is not.
            configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA writable_schema = ON") }
        }
        let database = try connect(copy, configuration)
        do {
            if isDamaged {
                // If the damage prevents the migration, nothing can be read.
                try? bringForward(database, path, isDamaged: true)
            } else {
                try bringForward(database, path, isDamaged: false)
                try checkSchema(database, path)
            }
        } catch {
            try? database.close()
            throw error
        }
        return database
    }

    private static func bringForward(_ database: DatabaseQueue, _ path: String, isDamaged: Bool) throws {
        try DamagedFile.finding {
            try database.transaction { db in
                var version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
                // The version number itself may be damaged.
                if isDamaged { version = try Migration.version(of: db) ?? version }
                guard version <= Migration.all.count else {
                    throw ArchiveError.newer(path: path, version: version, known: Migration.all.count)
                }
                guard version > 0 else { throw ArchiveError.foreign(path: path) }
                if version < Migration.all.count { try Migration.bring(db, from: version) }
            }
        }
    }

    /// Throws unless the schema is that of an archive; a view in the place of a table could run forever.
    private static func checkSchema(_ database: DatabaseQueue, _ path: String) throws {
        let isOurs = try DamagedFile.finding {
            try database.read { db in
                try Migration.objects(ofVersion: Migration.all.count, for: db).isSubset(of: SchemaObject.all(in: db))
            }
        }
        guard isOurs else { throw ArchiveError.foreign(path: path) }
    }

    private static func remove(_ copy: String) {
        for end in ["", "-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: copy + end) }
    }
}
