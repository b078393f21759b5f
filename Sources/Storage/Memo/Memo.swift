import Experiments
import Foundation
import GRDB
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The cache of results derived from an archive's runs (answers, figures, formulas), in a file beside the archive.
///
/// All of it can be computed again. So a file that cannot be read is renamed and replaced, and a row that is not what
/// was stored counts as absent. The archive itself changes only when a run is stored or removed.
public final class Memo: Sendable {
    /// The file's path.
    let path: String
    private let isReadOnly: Bool
    let patience: Patience
    private let report: @Sendable (ArchiveEvent) -> Void
    private let connection = Connection()

    /// The name of the file in the archive's folder.
    public static let name = "answers.sqlite"

    /// The memo in an archive's folder, for use without the archive.
    public convenience init(inFolder folder: String, readOnly: Bool = false) {
        self.init(
            path: folder + "/" + Self.name,
            isReadOnly: readOnly,
            patience: Patience(tell: { _ in }, isCancelled: { false }),
            report: { _ in }
        )
    }

    /// A memo in the file at `path`, which is opened, and created if necessary, at the first access.
    init(path: String, isReadOnly: Bool, patience: Patience, report: @escaping @Sendable (ArchiveEvent) -> Void) {
        self.path = path
        self.isReadOnly = isReadOnly
        self.patience = patience
        self.report = report
    }

    /// Closes the file; a later access opens it again.
    public func close() throws {
        try connection.closing { database in try ArchiveError.translating(path) { try database.close() } }
    }

    // MARK: - The file

    /// The database, opened if necessary; nil when there is none and none may be created.
    private func database() throws -> DatabaseQueue? {
        try connection.opening {
            guard !isReadOnly || FileState(path) != nil && undoesWhatWasKilled() else { return nil }
            return try ArchiveError.translating(path) {
                do {
                    return try DamagedFile.finding { try open() }
                } catch let damage as DamagedFile {
                    guard !isReadOnly else { return nil }
                    try setAside(damage.reason)
                    return try open()
                }
            }
        }
    }

    /// Renames a file that cannot be read; it is not deleted, since it may belong to somebody else.
    private func setAside(_ reason: String) throws {
        let target = DamagedFile.freeName(for: path)
        do {
            try? FileManager.default.removeItem(atPath: path + "-journal")
            try FileManager.default.moveItem(atPath: path, toPath: target)
        } catch {
            throw ArchiveError.denied(path: path, reason: error.localizedDescription)
        }
        report(.repaired(what: "\(path) could not be read (\(reason)), is kept as \(target) and was begun anew"))
    }

    /// Takes back what a killed process had begun to write, which a reading connection must not do.
    ///
    /// False when it cannot be taken back: then the pages of the file are of two times.
    private func undoesWhatWasKilled() -> Bool {
        guard FileState(path + "-journal") != nil else { return true }
        var configuration = Configuration()
        configuration.busyMode = .callback { [patience] in patience.triesAgain($0) }
        guard access(path, W_OK) == 0 else { return false }
        let database = try? DatabaseQueue(path: path, configuration: configuration)
        return (try? database?.read { try $0.tableExists("stored_content") }) != nil
    }

    private func open() throws -> DatabaseQueue {
        let patience = patience
        var configuration = Configuration()
        configuration.readonly = isReadOnly
        configuration.busyMode = .callback { patience.triesAgain($0) }
        configuration.label = "memo"
        let address = isReadOnly && access(path, W_OK) != 0 ? DatabaseFile.immutable(path) : path
        let database = try DatabaseQueue(path: address, configuration: configuration)
        do {
            try database.writeWithoutTransaction(prepare)
        } catch {
            try? database.close()
            throw error
        }
        return database
    }

    private func prepare(_ db: Database) throws {
        let owner = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0
        guard owner == Self.mark || owner == 0 && isEmpty else { throw ArchiveError.foreign(path: path) }
        guard !isReadOnly else {
            if isEmpty { throw DamagedFile(reason: "it is empty") }
            return
        }
        // A crash of the machine may lose all of it, but it can be made again.
        try db.execute(sql: "PRAGMA synchronous = OFF")
        guard isEmpty else { return }
        try db.inTransaction(.immediate) {
            try db.execute(sql: "PRAGMA application_id = \(Self.mark)")
            try db.execute(sql: Self.schema)
            return .commit
        }
    }

    /// Identifies our files among those of other programs.
    private static let mark: Int32 = 0x5342_414E
    private static let schema = """
        CREATE TABLE IF NOT EXISTS stored_content (
          kind TEXT NOT NULL, key TEXT NOT NULL, content BLOB NOT NULL, checksum TEXT NOT NULL,
          PRIMARY KEY (kind, key)
        ) WITHOUT ROWID
        """

    /// Writes a compact copy to a file that does not exist yet.
    func vacuum(into target: String) throws {
        guard let database = try database() else { throw ArchiveError.missing(path: path) }
        try ArchiveError.translating(target) {
            try database.writeWithoutTransaction { db in try db.execute(sql: "VACUUM INTO ?", arguments: [target]) }
        }
    }

    /// Runs `body` in a read transaction; nil when there is no readable file.
    func read<Result>(_ body: (Database) throws -> Result) throws -> Result? {
        try trying { try $0.read(body) }
    }

    /// Runs `body` in one write transaction; nil when the memo is read-only.
    func write<Result>(_ body: (Database) throws -> Result) throws -> Result? {
        isReadOnly ? nil : try trying { try $0.transaction(body) }
    }

    /// Runs `body`, and again on a new file if the existing one is damaged.
    private func trying<Result>(_ body: (DatabaseQueue) throws -> Result) throws -> Result? {
        func attempt() throws -> Result? {
            try database().map { database in try ArchiveError.translating(path) { try body(database) } }
        }
        do {
            return try attempt()
        } catch ArchiveError.damaged(_, let reason) {
            guard !isReadOnly else { return nil }
            try close()
            try setAside(reason)
            return try attempt()
        }
    }

    /// The connection, opened and used by one thread at a time.
    private final class Connection: Sendable {
        private let database = Mutex<DatabaseQueue?>(nil)

        func opening(_ open: () throws -> DatabaseQueue?) throws -> DatabaseQueue? {
            try database.withLock { database in
                if database == nil { database = try open() }
                return database
            }
        }

        func closing(_ close: (DatabaseQueue) throws -> Void) throws {
            try database.withLock { database in
                if let open = database { try close(open) }
                database = nil
            }
        }
    }
}
