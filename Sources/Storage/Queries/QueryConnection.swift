import Foundation
import GRDBSQLite

/// A read-only connection for authors' queries, without any function that the `sqlite3` shell lacks.
///
/// It is used by one thread at a time; `QueryPool` ensures that.
final class QueryConnection: @unchecked Sendable {
    let handle: OpaquePointer
    private let path: String
    private let guardian: QueryGuardian
    private let printf = CheckedPrintf()
    /// The columns of traces in the file.
    private var columns: [String] = []
    /// The columns that traces should have.
    private let declared: [String]
    /// What its queries can read.
    private(set) var scope = QueryScope()
    /// The named queries of `scope`, by names in lower case.
    private var named: [String: NamedQuery] = [:]
    /// The computed rows of named queries.
    private var rows = ViewRows()
    /// The cost of reading its views.
    private(set) var expansions = ViewExpansions()

    /// A connection to the existing file at `path`; `address` is its name for SQLite.
    init(path: String, address: String, columns declared: [String], patience: Patience) throws {
        self.path = path
        self.declared = declared
        guardian = QueryGuardian(patience: patience)
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_FULLMUTEX | SQLITE_OPEN_URI
        let code = sqlite3_open_v2(address, &opened, flags, nil)
        guard let opened, code == SQLITE_OK else {
            sqlite3_close_v2(opened)
            guard FileState(path) != nil else { throw ArchiveError.missing(path: path) }
            throw ArchiveError.denied(path: path, reason: String(cString: sqlite3_errstr(code)))
        }
        handle = opened
        sqlite3_extended_result_codes(handle, 1)
        // A misspelt name in double quotes must not be read as a text.
        _disableDoubleQuotedStringLiterals(handle)
        sqlite3_exec(
            handle,
            "PRAGMA temp_store = MEMORY; PRAGMA query_only = 1; PRAGMA trusted_schema = 0",
            nil,
            nil,
            nil
        )
        // The first use of these two declares a table, which the authorizer would refuse later.
        sqlite3_exec(handle, "SELECT 1 FROM json_each('[]'), json_tree('[]')", nil, nil, nil)
        // Large values need memory, and time during which no limit is checked.
        sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, Int32(QueryRun.valueLimit))
        printf.define(in: handle)
        // An older file has other columns, and one that was not opened for writing may lack some.
        columns = try texts(TraceTable.columnsOfFile)
        let version = "SELECT CAST(user_version AS TEXT) FROM pragma_user_version"
        let isComplete = TraceTable(columns: columns).lacking(declared).isEmpty
        if try !isComplete || texts(version).first != String(Migration.all.count) {
            try run("PRAGMA query_only = 0")
            try defineTables()
            try run("PRAGMA query_only = 1")
        }
        guardian.watch(handle)
    }

    deinit {
        sqlite3_close_v2(handle)
    }

    /// The value that the last statement formatted as a number but is not one; nil when there was none.
    var misprint: CheckedPrintf.Misprint? { printf.misprint }

    /// The reason for refusing the last statement; nil when it was not refused.
    var refusal: String? { guardian.refusal }

    /// The book's queries that can be read as tables.
    var views: [NamedQuery] { scope.views }

    /// The first table in a text that queries must not read; nil when there is none.
    func refusedTable(in sql: SQLText) -> String? {
        scope.members == nil ? nil : sql.tables.sorted().first(where: ArchiveSchema.isOfFile)
    }

    /// Defines other runs and views for queries; only the connection's temporary schema changes.
    ///
    /// Rows of named queries are taken from `store` if it has them.
    func define(_ wanted: QueryScope, keptIn store: (any ViewStore)?) throws {
        guard wanted != scope else { return }
        guardian.isDefining = true
        defer { guardian.isDefining = false }
        // If a step fails, the earlier definitions are only partly left, so nothing counts as defined.
        let before = scope
        scope = QueryScope()
        try run("PRAGMA query_only = 0")
        for name in before.views.map(\.name) { try run("DROP VIEW IF EXISTS temp.\(NamedQuery.quoted(name))") }
        try rows.clear(on: self)
        rows = ViewRows(store: store)
        try run("DROP TABLE IF EXISTS temp.member")
        if let members = wanted.members { try define(members) }
        // A text that is not a query makes no view; its fault is found where it is used.
        for definition in wanted.views.compactMap({ $0.definition(in: wanted.schema) }) {
            sqlite3_exec(handle, definition, nil, nil, nil)
        }
        try run("PRAGMA query_only = 1")
        guardian.seesOwnRuns = wanted.members != nil
        expansions = ViewExpansions(wanted.views)
        named = Dictionary(wanted.views.map { ($0.name.lowercased(), $0) }) { first, _ in first }
        scope = wanted
    }

    /// Whether a text reads named queries that are still to be computed.
    ///
    /// Not for a single query without a book's runs, which must not wait for more than it needs.
    func lacksViews(behind text: SQLText) -> Bool { scope.members != nil && rows.lacks(behind: text, of: named) }

    /// Computes the rows of the named queries that a text reads, once for all texts.
    func computeViews(behind text: SQLText) throws {
        guardian.isDefining = true
        defer { guardian.isDefining = false }
        try run("PRAGMA query_only = 0; BEGIN")
        defer { sqlite3_exec(handle, "COMMIT; PRAGMA query_only = 1", nil, nil, nil) }
        try rows.compute(behind: text, of: named, on: self)
    }

    /// Creates the mapping, and the views that read it, in the temporary schema, with the same definitions as in the
    /// file.
    ///
    /// The file's own mapping belongs to whatever was built last; this book's pages must not depend on it.
    private func define(_ members: [Member]) throws {
        for definition in Migration.mapping {
            let head = definition.prefix { $0 != " " }
            // An index belongs to the schema of its table, which is part of its name.
            let rest = definition.dropFirst(head.count)
            let isIndex = rest.hasPrefix(" INDEX ")
            try run(isIndex ? head + " INDEX temp." + rest.dropFirst(7) : head + " TEMP" + rest)
        }
        try defineTables()
        var statement: OpaquePointer?
        let columns = BookTable.member.columns
        let marks = Array(repeating: "?", count: columns.count).joined(separator: ", ")
        let sql = "INSERT INTO temp.member (\(columns.joined(separator: ", "))) VALUES (\(marks))"
        guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK, let statement else { throw failure }
        defer { sqlite3_finalize(statement) }
        try run("BEGIN")
        for (index, member) in members.enumerated() {
            var row = RowWriter(statement: statement)
            member.write(to: &row, number: index + 1)
            guard sqlite3_step(statement) == SQLITE_DONE else { throw failure }
            sqlite3_reset(statement)
        }
        try run("COMMIT")
    }

    /// Creates the views through which runs are read in the temporary schema, where they use its mapping if there is
    /// one.
    private func defineTables() throws {
        for (name, definition) in Migration.views(over: columns, with: declared) {
            try run("DROP VIEW IF EXISTS temp.\(name)")
            try run("CREATE TEMP" + definition.dropFirst("CREATE".count))
        }
    }

    func run(_ sql: String) throws {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw failure }
    }

    private func run(_ sql: Substring) throws { try run(String(sql)) }

    /// The texts in a query's first column.
    private func texts(_ sql: String) throws -> [String] {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK, let statement else { throw failure }
        defer { sqlite3_finalize(statement) }
        var texts: [String] = []
        while sqlite3_step(statement) == SQLITE_ROW { texts.append(try RowReader(statement: statement).text(0)) }
        return texts
    }

    private var failure: ArchiveError {
        guardian.isCancelled ? .cancelled(path: path) : .failed(path: path, reason: message)
    }

    /// Compiles one statement; the caller finalises it.
    func prepare(_ sql: String) -> (statement: OpaquePointer?, code: Int32, offset: Int?) {
        guardian.refusal = nil
        printf.misprint = nil
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v2(handle, sql, Int32(sql.utf8.count), &statement, nil)
        let offset = sqlite3_error_offset(handle)
        return (statement, code, offset >= 0 ? Int(offset) : nil)
    }

    /// Runs `body`; statements in it are stopped after `limit`.
    func limited<Result>(to limit: Duration, _ body: () throws -> Result) rethrows -> Result {
        guardian.deadline = .now + limit
        defer { guardian.deadline = nil }
        return try body()
    }

    /// Whether the user interrupted the program.
    var isCancelled: Bool { guardian.isCancelled }

    /// SQLite's message for the last call.
    var message: String { String(cString: sqlite3_errmsg(handle)) }
}

/// Decides for SQLite whether a statement may access what it names, and whether it may continue.
private final class QueryGuardian {
    var refusal: String?
    var deadline: ContinuousClock.Instant?
    /// Whether the statements are the program's own definitions.
    var isDefining = false
    /// Whether the connection has its own mapping of the runs, so that reading the file's tables directly is
    /// forbidden.
    var seesOwnRuns = false
    private let patience: Patience

    init(patience: Patience) {
        self.patience = patience
    }

    var isCancelled: Bool { patience.isCancelled() }

    private var mustStop: Bool { isCancelled || deadline.map { ContinuousClock.now > $0 } ?? false }

    func watch(_ handle: OpaquePointer) {
        // The connection owns this object and is closed before the object is released.
        let me = Unmanaged.passUnretained(self).toOpaque()
        sqlite3_set_authorizer(
            handle,
            { me, action, first, second, schema, view in
                guard let me else { return SQLITE_DENY }
                let guardian = Unmanaged<QueryGuardian>.fromOpaque(me).takeUnretainedValue()
                let (first, second) = (first.map { String(cString: $0) }, second.map { String(cString: $0) })
                let (schema, view) = (schema.map { String(cString: $0) }, view.map { String(cString: $0) })
                let isAllowed =
                    action == SQLITE_READ
                    ? guardian.allowsReading(first ?? "", column: second ?? "", schema: schema, through: view)
                    : guardian.allows(action, second)
                return isAllowed ? SQLITE_OK : SQLITE_DENY
            },
            me
        )
        sqlite3_busy_handler(
            handle,
            { me, count in
                guard let me else { return 0 }
                return Unmanaged<QueryGuardian>.fromOpaque(me).takeUnretainedValue().patience.triesAgain(Int(count))
                    ? 1 : 0
            },
            me
        )
        sqlite3_progress_handler(
            handle,
            2_000,
            { me in
                guard let me else { return 1 }
                return Unmanaged<QueryGuardian>.fromOpaque(me).takeUnretainedValue().mustStop ? 1 : 0
            },
            me
        )
    }

    private func allows(_ action: Int32, _ function: String?) -> Bool {
        if isDefining { return true }
        switch action {
        case SQLITE_SELECT, SQLITE_RECURSIVE: return true
        case SQLITE_FUNCTION:
            guard let function, let reason = Self.refused[function.lowercased()] else { return true }
            refusal = "\(function)() \(reason)"
            return false
        default:
            refusal = refusal ?? "a query may only read: \(Self.verb(action)) is not allowed"
            return false
        }
    }

    /// Whether a table may be read: stored tables only through the views for authors, which show this book's runs.
    private func allowsReading(_ table: String, column: String, schema: String?, through view: String?) -> Bool {
        guard seesOwnRuns, !isDefining, schema != "temp" else { return true }
        // If no column of a table is read, SQLite does not name the view; `refusedTable` checks the text itself.
        if schema == nil, column.isEmpty { return true }
        if let view, ArchiveSchema.viewNames.contains(view) { return true }
        let name = table.lowercased()
        guard !["json_each", "json_tree"].contains(name) else { return true }
        refusal = refusal ?? QueryScope.refusal(of: name)
        return false
    }

    /// Functions that could give another value the next time, with the reason for refusing them.
    private static let refused: [String: String] = {
        let clock = "depends on the clock; finished_at of the table made holds the time of a run and sorts as time does"
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
