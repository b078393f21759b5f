import Experiments
import GRDBSQLite
import Synchronization
import Traces

/// The connections for queries: as many as threads have asked at the same time.
final class QueryPool: Sendable {
    private let state = Mutex(State())
    private let path: String
    private let opening: Opening
    private let file: ArchiveFile
    /// How many connections are kept before one is used for something else.
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

    /// Gives every query from now on what it sees; nothing that connections have computed before is used any more.
    func define(_ views: [NamedQuery], over members: [Member]?, keptIn store: (any ViewStore)?) {
        state.withLock { state in
            state.viewStore = store
            state.scope = QueryScope(members: members, views: views, generation: state.scope.generation + 1)
        }
    }

    /// Runs `body` on a connection.
    /// - Parameters:
    ///   - members: the runs of the book; nil for those of `scope`.
    ///   - freely: whether its named queries see all of them, whatever they say.
    ///   - body: what is done with the connection.
    /// - Returns: what `body` gives.
    /// - Throws: `ArchiveError`, and what `body` throws.
    func with<Result>(
        members: [Member]? = nil,
        freely: Bool = false,
        _ body: (QueryConnection) throws -> Result
    ) throws -> Result {
        let (free, scope, store) = try state.withLock { state in
            guard !state.isClosed else { throw ArchiveError.closed(path: path) }
            var scope = freely ? state.scope.free : state.scope
            if let members { scope.members = members }
            // A connection that sees the same already need not define it anew; there are few that may be seen in turn.
            let index = state.idle.lastIndex { $0.scope == scope } ?? (state.idle.count < Self.fewest ? nil : 0)
            // What is kept is of the book's own runs, seen as its queries see them.
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

    /// One connection more, to a file that was found sound.
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
