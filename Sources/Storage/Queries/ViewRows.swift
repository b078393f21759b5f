import GRDBSQLite

/// Rows of named queries, computed once by a connection for all queries that read them.
///
/// SQLite computes a view again wherever its name occurs, and nested views as often as their names multiply. So the
/// rows are stored in a temporary table, which replaces the view: bit for bit, in the order in which the query gives
/// them, and with the types that its columns have.
struct ViewRows {
    /// The views that were processed, in lower case, whether their rows are stored or not.
    private var visited: Set<String> = []
    private var count = 0
    /// The cache of rows between builds.
    private let store: (any ViewStore)?

    init(store: (any ViewStore)? = nil) {
        self.store = store
    }

    /// The maximal number of cells stored for a view; a query of whole traces is read in parts and stays a view.
    private static let limit = 2_000_000
    /// The maximal number of cells cached between builds; reading more would take as long as computing them.
    private static let keptLimit = 200_000
    private static let timeLimit = Duration.seconds(10)

    /// Deletes all rows.
    mutating func clear(on connection: QueryConnection) throws {
        for number in 0..<count { try connection.run("DROP TABLE IF EXISTS temp.\(Self.table(number))") }
        self = ViewRows(store: store)
    }

    private static func table(_ number: Int) -> String { "stored_rows_\(number)" }

    /// Whether a text reads views that were not processed; the views that these read were processed before.
    func lacks(behind text: SQLText, of views: [String: NamedQuery]) -> Bool {
        text.tables.contains { views[$0] != nil && !visited.contains($0) }
    }

    /// Computes the views that a text reads, after the views that these read.
    mutating func compute(behind text: SQLText, of views: [String: NamedQuery], on connection: QueryConnection) throws {
        for name in text.tables.sorted() {
            guard let view = views[name], visited.insert(name).inserted else { continue }
            try compute(behind: SQLText(view.sql), of: views, on: connection)
            try store(view, on: connection)
        }
    }

    /// Stores a view's rows in a table; a view that cannot be computed stays a view, and reports its error where it
    /// is read.
    private mutating func store(_ view: NamedQuery, on connection: QueryConnection) throws {
        let name = NamedQuery.quoted(view.name)
        let (statement, code, _) = connection.prepare(view.whole)
        guard code == SQLITE_OK, let statement else { return }
        let table = Self.table(count)
        count += 1
        let isWhole = try connection.limited(to: Self.timeLimit) {
            defer { sqlite3_finalize(statement) }
            return try fill(table, with: statement, of: view, on: connection)
        }
        guard isWhole, connection.misprint == nil else {
            try connection.run("DROP TABLE IF EXISTS temp.\(table)")
            return
        }
        try connection.run("DROP VIEW temp.\(name)")
        try connection.run("CREATE TEMP VIEW \(name) AS SELECT * FROM temp.\(table)")
    }

    /// Fills a table with cached rows, or with those of a statement; returns false when that fails or there are too
    /// many.
    private func fill(
        _ table: String,
        with statement: OpaquePointer,
        of view: NamedQuery,
        on connection: QueryConnection
    ) throws -> Bool {
        let width = sqlite3_column_count(statement)
        let names = (0..<width).map { sqlite3_column_name(statement, $0).map { String(cString: $0) } ?? "" }
        let columns = names.indices.map { index in
            let type = sqlite3_column_decltype(statement, Int32(index)).map { String(cString: $0) } ?? ""
            return NamedQuery.quoted(names[index]) + " " + type
        }
        try connection.run("CREATE TEMP TABLE \(table) (\(columns.joined(separator: ", ")))")
        let marks = Array(repeating: "?", count: Int(width)).joined(separator: ", ")
        let (insertion, code, _) = connection.prepare("INSERT INTO temp.\(table) VALUES (\(marks))")
        guard code == SQLITE_OK, let insertion else { return false }
        defer { sqlite3_finalize(insertion) }
        if let kept = try store?.rows(of: view), kept.columns == names { return Self.insert(kept, by: insertion) }
        guard let rows = try copy(statement, by: insertion, on: connection) else { return false }
        if let rows { store?.keep(Table(columns: names, rows: rows), of: view) }
        return true
    }

    private static func insert(_ table: Table, by insertion: OpaquePointer) -> Bool {
        table.rows.allSatisfy { row in
            for (index, cell) in row.enumerated() { cell.bind(to: insertion, Int32(index + 1)) }
            defer { sqlite3_reset(insertion) }
            return sqlite3_step(insertion) == SQLITE_DONE
        }
    }

    /// Copies all rows; returns those to be cached, if they are few enough.
    ///
    /// Nil when copying fails or there are too many rows.
    private func copy(
        _ rows: OpaquePointer,
        by insertion: OpaquePointer,
        on connection: QueryConnection
    ) throws -> [[Cell]]?? {
        let width = sqlite3_column_count(rows)
        var cells = 0
        var kept: [[Cell]]? = store == nil ? nil : []
        while true {
            switch sqlite3_step(rows) {
            case SQLITE_DONE: return .some(kept)
            case SQLITE_ROW where cells <= Self.limit:
                cells += Int(width)
                if cells > Self.keptLimit { kept = nil }
                kept?.append((0..<width).map { Cell(rows, $0) })
                for index in 0..<width { sqlite3_bind_value(insertion, index + 1, sqlite3_column_value(rows, index)) }
                guard sqlite3_step(insertion) == SQLITE_DONE else { return nil }
                sqlite3_reset(insertion)
            default:
                if connection.isCancelled { throw Cancelled() }
                return nil
            }
        }
    }
}
