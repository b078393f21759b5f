import GRDB
import Traces

/// The columns of the traces in a file: those of the schema, followed by those added since.
///
/// A column that a probe declares needs no migration. Whoever opens a file to write adds the missing columns. Columns
/// that other programs have added stay, with the runs that have them.
struct TraceTable {
    /// The columns that are not part of the schema, in the order in which they were added.
    let further: [String]

    /// The columns of a file whose table of traces has these.
    init(columns: [String]) {
        let known = Set(Migration.traceColumns + ["run", "step"])
        further = columns.filter { !known.contains($0) && TraceColumn.isName($0) }
    }

    /// The columns of a file.
    init(of db: Database) throws {
        self.init(columns: try String.fetchAll(db.cachedStatement(sql: Self.columnsOfFile)))
    }

    /// Lists the columns of a file's traces.
    static let columnsOfFile = "SELECT name FROM pragma_table_info('stored_trace')"

    /// The columns' names in the order in which authors see them.
    var names: [String] { Migration.traceColumns + further }

    /// Adds missing columns to a file, without rewriting rows, and creates its view again; returns the added columns.
    ///
    /// The file's view must be the present one, as it always is since traces may have additional columns.
    @discardableResult
    static func add(_ columns: [String], to db: Database) throws -> [String] {
        let table = try TraceTable(of: db)
        let new = table.lacking(columns)
        guard !new.isEmpty else { return [] }
        for name in new {
            for table in ["stored_trace", "stored_constant"] {
                try db.execute(sql: "ALTER TABLE \(table) ADD COLUMN \(quoted(name))")
            }
        }
        try db.execute(sql: "DROP VIEW trace")
        try db.execute(sql: TraceTable(columns: table.further + new).view())
        return new
    }

    /// The statement that creates the view over this file's tables; declared columns that the file lacks are NULL.
    func view(with declared: [String] = []) -> String {
        let added = further.map(Self.quoted).map(Migration.shown)
        let missing = lacking(declared).map { "NULL AS \(Self.quoted($0))" }
        return Migration.traceView(Migration.traceColumns.map(Migration.shown) + added + missing)
    }

    /// Those of some columns that the file does not have.
    func lacking(_ columns: [String]) -> [String] { columns.filter { !names.contains($0) } }

    /// A column's name in SQL, quoted because it may be a keyword.
    static func quoted(_ name: String) -> String { "\"\(name)\"" }
}
