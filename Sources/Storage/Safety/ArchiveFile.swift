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
    private var indexed = false

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

    /// Whether the memo's index tells what is in it.
    var isIndexed: Bool {
        get { lock.withLock { indexed } }
        set { lock.withLock { indexed = newValue } }
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
