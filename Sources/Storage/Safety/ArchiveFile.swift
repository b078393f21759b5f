import GRDB
import Synchronization

/// The archive's own connection to its file, opened at the first access.
final class ArchiveFile: Sendable {
    /// A connection, and the state of the file when it matched its checksum file.
    struct Connection: Sendable {
        let database: DatabaseQueue
        let sealedState: FileState?
    }

    /// The result of ending the use of a file.
    enum Ending: Sendable {
        case first(Connection?)
        case again
    }

    private let path: String
    private let connect: @Sendable () throws -> Connection
    private let state = Mutex(State())

    private struct State {
        var connection: Connection?
        var isClosed = false
        var indexed: String?
        var seenVersion: Int?
        var lastMark: String?
    }

    /// A file that `connect` opens.
    init(path: String, connect: @escaping @Sendable () throws -> Connection) {
        self.path = path
        self.connect = connect
    }

    /// The connection; throws `ArchiveError.closed` after the end, and any error of opening the file.
    func database() throws -> DatabaseQueue {
        try state.withLock { state in
            guard !state.isClosed else { throw ArchiveError.closed(path: path) }
            if let connection = state.connection { return connection.database }
            let made = try connect()
            state.connection = made
            return made.database
        }
    }

    /// Whether the connection was opened.
    var isOpened: Bool { state.withLock { $0.connection != nil } }

    /// A digest of the runs listed in the memo's index; nil when the index does not list the file's runs.
    var indexed: String? {
        get { state.withLock { $0.indexed } }
        set { state.withLock { $0.indexed = newValue } }
    }

    /// SQLite's data version when the file's runs were last listed; it changes when another connection writes.
    var seenVersion: Int? {
        get { state.withLock { $0.seenVersion } }
        set { state.withLock { $0.seenVersion = newValue } }
    }

    /// The mark of the file when it was last known to contain what was listed; nil while that is not known.
    var lastMark: String? {
        get { state.withLock { $0.lastMark } }
        set { state.withLock { $0.lastMark = newValue } }
    }

    /// Ends the use of the file; the first caller gets the connection, in order to close it.
    func end() -> Ending {
        state.withLock { state in
            guard !state.isClosed else { return .again }
            state.isClosed = true
            return .first(state.connection)
        }
    }
}
