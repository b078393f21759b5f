import Foundation
import GRDB

/// The archive's own connection to its file, made when something is first asked of the file.
final class ArchiveFile: @unchecked Sendable {
    /// A connection, and how the file stood when its seal was found sound.
    struct Connection {
        let database: DatabaseQueue
        let sealedState: FileState?
    }

    /// What was asked of a file that is no longer in use.
    enum Ending {
        case first(Connection?)
        case again
    }

    private let path: String
    private let connect: @Sendable () throws -> Connection
    // The lock guards what follows.
    private let lock = NSLock()
    private var connection: Connection?
    private var isClosed = false
    private var index: String?
    private var seen: Int?
    private var last: String?

    /// A file that `connect` opens.
    init(path: String, connect: @escaping @Sendable () throws -> Connection) {
        self.path = path
        self.connect = connect
    }

    /// The connection; throws `ArchiveError.closed` after the end, and whatever opening the file throws.
    func database() throws -> DatabaseQueue {
        try lock.withLock {
            guard !isClosed else { throw ArchiveError.closed(path: path) }
            if let connection { return connection.database }
            let made = try connect()
            connection = made
            return made.database
        }
    }

    /// Whether something was asked of it.
    var isOpened: Bool { lock.withLock { connection != nil } }

    /// A digest of the runs in it as the memo's index lists them; nil where that does not list what is in it.
    var indexed: String? {
        get { lock.withLock { index } }
        set { lock.withLock { index = newValue } }
    }

    /// How often others had changed the file when its runs were last listed, as SQLite counts it for one connection.
    var seenVersion: Int? {
        get { lock.withLock { seen } }
        set { lock.withLock { seen = newValue } }
    }

    /// What the file system and the seal said when the file was last known to hold what was listed; nil while that is not
    /// known.
    var lastMark: String? {
        get { lock.withLock { last } }
        set { lock.withLock { last = newValue } }
    }

    /// Ends it; the first caller is given the connection, to be closed.
    func end() -> Ending {
        lock.withLock {
            guard !isClosed else { return .again }
            isClosed = true
            return .first(connection)
        }
    }
}
