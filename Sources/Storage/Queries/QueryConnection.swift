import Foundation
import GRDBSQLite

/// One read-only connection for authors' queries, without any function that the `sqlite3` shell lacks.
///
/// It is used by one thread at a time; `QueryPool` sees to that.
final class QueryConnection: @unchecked Sendable {
    let handle: OpaquePointer
    private let guardian = QueryGuardian()
    /// The queries that can be read by their names.
    private(set) var views: [NamedQuery] = []
    /// What reading them costs.
    private(set) var expansions = ViewExpansions()

    /// A connection to the file at `path`, which must exist.
    init(path: String) throws {
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_FULLMUTEX, nil)
        guard let opened, code == SQLITE_OK else {
            sqlite3_close_v2(opened)
            throw ArchiveError.denied(path: path, reason: String(cString: sqlite3_errstr(code)))
        }
        handle = opened
        sqlite3_busy_timeout(handle, 15_000)
        sqlite3_extended_result_codes(handle, 1)
        // A misspelt name in double quotes must not turn into a text.
        _disableDoubleQuotedStringLiterals(handle)
        sqlite3_exec(handle, "PRAGMA query_only = 1; PRAGMA trusted_schema = 0", nil, nil, nil)
        // The first use of these two declares a table, which the guardian would refuse.
        sqlite3_exec(handle, "SELECT 1 FROM json_each('[]'), json_tree('[]')", nil, nil, nil)
        // Large values take memory, and time in which no limit is looked at.
        sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, Int32(QueryRun.valueLimit))
        guardian.watch(handle)
    }

    deinit {
        sqlite3_close_v2(handle)
    }

    /// What the last statement was refused for, nil when it was not.
    var refusal: String? { guardian.refusal }

    /// Makes views of queries, in place of those made before; what is no query gets none.
    ///
    /// Only the connection's own temporary schema changes.
    func define(_ wanted: [NamedQuery]) {
        guard wanted != views else { return }
        guardian.isDefining = true
        sqlite3_exec(handle, "PRAGMA query_only = 0", nil, nil, nil)
        for view in views {
            sqlite3_exec(handle, "DROP VIEW IF EXISTS temp.\(NamedQuery.quoted(view.name))", nil, nil, nil)
        }
        for definition in wanted.compactMap(\.definition) { sqlite3_exec(handle, definition, nil, nil, nil) }
        sqlite3_exec(handle, "PRAGMA query_only = 1", nil, nil, nil)
        guardian.isDefining = false
        views = wanted
        expansions = ViewExpansions(wanted)
    }

    /// Compiles one statement; the caller finalises it.
    func prepare(_ sql: String) -> (statement: OpaquePointer?, code: Int32, offset: Int?) {
        guardian.refusal = nil
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v2(handle, sql, Int32(sql.utf8.count), &statement, nil)
        let offset = sqlite3_error_offset(handle)
        return (statement, code, offset >= 0 ? Int(offset) : nil)
    }

    /// Runs `body` while statements are stopped after `limit`.
    func limited<Result>(to limit: Duration, _ body: () throws -> Result) rethrows -> Result {
        guardian.deadline = .now + limit
        defer { guardian.deadline = nil }
        return try body()
    }

    /// Whether the time limit has passed.
    var isLate: Bool { guardian.isLate }

    /// What SQLite says about the last call.
    var message: String { String(cString: sqlite3_errmsg(handle)) }
}

/// Answers SQLite's questions whether a statement may do what it wants, and whether it may go on.
private final class QueryGuardian {
    var refusal: String?
    var deadline: ContinuousClock.Instant?
    /// Whether the statements are the program's own.
    var isDefining = false

    var isLate: Bool { deadline.map { ContinuousClock.now > $0 } ?? false }

    func watch(_ handle: OpaquePointer) {
        // The connection owns this object and is closed before it goes.
        let me = Unmanaged.passUnretained(self).toOpaque()
        sqlite3_set_authorizer(
            handle,
            { me, action, _, function, _, _ in
                guard let me else { return SQLITE_DENY }
                let guardian = Unmanaged<QueryGuardian>.fromOpaque(me).takeUnretainedValue()
                return guardian.allows(action, function.map { String(cString: $0) }) ? SQLITE_OK : SQLITE_DENY
            },
            me
        )
        sqlite3_progress_handler(
            handle,
            2_000,
            { me in
                guard let me else { return 1 }
                return Unmanaged<QueryGuardian>.fromOpaque(me).takeUnretainedValue().isLate ? 1 : 0
            },
            me
        )
    }

    private func allows(_ action: Int32, _ function: String?) -> Bool {
        if isDefining { return true }
        switch action {
        case SQLITE_SELECT, SQLITE_READ, SQLITE_RECURSIVE: return true
        case SQLITE_FUNCTION:
            guard let function, let reason = Self.refused[function.lowercased()] else { return true }
            refusal = "\(function)() \(reason)"
            return false
        default:
            refusal = refusal ?? "a query may only read: \(Self.verb(action)) is not allowed"
            return false
        }
    }

    /// Functions whose value another run of the same query would not give.
    private static let refused: [String: String] = {
        let clock = "depends on the clock; finished_at holds the time of a run and sorts as time does"
        let chance = "gives another value each time"
        let history = "depends on what was done before"
        var refused = ["load_extension": "loads code"]
        for name in ["date", "time", "datetime", "julianday", "unixepoch", "strftime"] { refused[name] = clock }
        for name in ["current_date", "current_time", "current_timestamp"] { refused[name] = clock }
        for name in ["random", "randomblob"] { refused[name] = chance }
        for name in ["changes", "total_changes", "last_insert_rowid"] { refused[name] = history }
        return refused
    }()

    private static func verb(_ action: Int32) -> String {
        switch action {
        case SQLITE_ATTACH, SQLITE_DETACH: "ATTACH"
        case SQLITE_PRAGMA: "PRAGMA"
        case SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE: "a change of rows"
        case SQLITE_TRANSACTION, SQLITE_SAVEPOINT: "a transaction"
        default: "a change of the schema"
        }
    }
}

/// The connections for queries: as many as threads have asked at the same time.
final class QueryPool: @unchecked Sendable {
    // The lock guards all fields that change.
    private let lock = NSLock()
    private var idle: [QueryConnection] = []
    private var isClosed = false
    private var defined: [NamedQuery] = []
    private let path: String

    init(path: String) {
        self.path = path
    }

    /// The queries that every connection knows by name.
    var views: [NamedQuery] {
        get { lock.withLock { defined } }
        set { lock.withLock { defined = newValue } }
    }

    func with<Result>(_ body: (QueryConnection) throws -> Result) throws -> Result {
        let (free, views) = try lock.withLock {
            guard !isClosed else { throw ArchiveError.closed(path: path) }
            return (idle.popLast(), defined)
        }
        let connection = try free ?? QueryConnection(path: path)
        connection.define(views)
        defer { lock.withLock { if !isClosed { idle.append(connection) } } }
        return try body(connection)
    }

    func close() {
        lock.withLock {
            isClosed = true
            idle = []
        }
    }
}
