import Experiments
import GRDBSQLite
import Synchronization
import Traces

/// The connections for queries, as many as threads need at the same time.
final class QueryPool: Sendable {
    private let state = Mutex(State())
    private let path: String
    private let opening: Opening
    private let file: ArchiveFile
    /// The number of connections that are kept before an idle one is redefined for another scope.
    private static let fewest = 5

    private struct State {
        var idle: [QueryConnection] = []
        var isClosed = false
        var scope = QueryScope()
        var viewStore: (any ViewStore)?
    }

    init(_ opening: Opening, file: ArchiveFile) {
        path = opening.path
        self.opening = opening
        self.file = file
    }

    /// Defines what every query from now on can read; results computed earlier are not used any more.
    func define(_ views: [NamedQuery], over members: [Member]?, keptIn store: (any ViewStore)?) {
        state.withLock { state in
            state.viewStore = store
            state.scope = QueryScope(members: members, views: views, generation: state.scope.generation + 1)
        }
    }

    /// Runs `body` on a connection.
    ///
    /// - Parameters:
    ///   - members: the runs of the book; nil for those of `scope`.
    ///   - freely: whether its named queries see all of them, whatever they declare.
    ///   - body: called with the connection.
    /// - Returns: the result of `body`.
    /// - Throws: `ArchiveError`, and errors of `body`.
    func with<Result>(
        members: [Member]? = nil,
        freely: Bool = false,
        _ body: (QueryConnection) throws -> Result
    ) throws -> Result {
        let (free, scope, store) = try state.withLock { state in
            guard !state.isClosed else { throw ArchiveError.closed(path: path) }
            var scope = freely ? state.scope.free : state.scope
            if let members { scope.members = members }
            // A connection with the same scope needs no redefinition; only a few scopes are used alternately.
            let index = state.idle.lastIndex { $0.scope == scope } ?? (state.idle.count < Self.fewest ? nil : 0)
            // Cached rows are of the book's own runs, with the restrictions that its queries declare.
            let store = freely || members != nil ? nil : state.viewStore
            return (index.map { state.idle.remove(at: $0) }, scope, store)
        }
        let connection = try free ?? connect()
        return try ArchiveError.translating(path) {
            try connection.define(scope, keptIn: store)
            defer { state.withLock { if !$0.isClosed { $0.idle.append(connection) } } }
            return try body(connection)
        }
    }

    /// Opens a further connection to a file that was found intact.
    private func connect() throws -> QueryConnection {
        _ = try file.database()
        return try QueryConnection(
            path: path,
            address: opening.address,
            columns: opening.columns + DeclaredColumns.ofLogs.map(\.name),
            patience: opening.patience
        )
    }

    func close() {
        state.withLock {
            $0.isClosed = true
            $0.idle = []
        }
    }
}
