import GRDB
import Synchronization

/// The archive's own connection to its file, made when something is first asked of the file.
final class ArchiveFile: Sendable {
    /// A connection, and how the file stood when its seal was found sound.
    struct Connection: Sendable {
        let database: DatabaseQueue
        let sealedState: FileState?
    }

    /// What was asked of a file that is no longer in use.
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

    /// The connection; throws `ArchiveError.closed` after the end, and whatever opening the file throws.
    func database() throws -> DatabaseQueue {
        try state.withLock { state in
            guard !state.isClosed else { throw ArchiveError.closed(path: path) }
            if let connection = state.connection { return connection.database }
            let made = try connect()
            state.connection = made
            return made.database
        }
    }

    /// Whether something was asked of it.
    var isOpened: Bool { state.withLock { $0.connection != nil } }

    /// A digest of the runs in it as the memo's index lists them; nil where that does not list what is in it.
    var indexed: String? {
        get { state.withLock { $0.indexed } }
        set { state.withLock { $0.indexed = newValue } }
    }

    /// How often others had changed the file when its runs were last listed, as SQLite counts it for one connection.
    var seenVersion: Int? {
        get { state.withLock { $0.seenVersion } }
        set { state.withLock { $0.seenVersion = newValue } }
    }

    /// What the file system and the seal said when the file was last known to hold what was listed; nil while that is not
    /// known.
    var lastMark: String? {
        get { state.withLock { $0.lastMark } }
        set { state.withLock { $0.lastMark = newValue } }
    }

    /// Ends it; the first caller is given the connection, to be closed.
    func end() -> Ending {
        state.withLock { state in
            guard !state.isClosed else { return .again }
            state.isClosed = true
            return .first(state.connection)
        }
    }
}
