import GRDB
import Traces

/// The columns of the traces in a file: those of the schema, and after them what has been declared since.
///
/// A column that a probe declares is no step of the schema. Whoever opens a file to write adds what it lacks; what other
/// programs have added stays, and is kept with the runs that have it.
struct TraceTable {
    /// The columns that the schema does not name, in the order in which they were added.
    let further: [String]

    /// Those of a file with these columns in its table of traces.
    init(columns: [String]) {
        let known = Set(Migration.traceColumns + ["run", "step"])
        further = columns.filter { !known.contains($0) && TraceColumn.isName($0) }
    }

    /// Those of a file.
    init(of db: Database) throws {
        self.init(columns: try String.fetchAll(db.cachedStatement(sql: Self.columnsOfFile)))
    }

    /// Lists the columns of a file's traces.
    static let columnsOfFile = "SELECT name FROM pragma_table_info('stored_trace')"

    /// The columns' names in the order in which authors see them.
    var names: [String] { Migration.traceColumns + further }

    /// Gives a file the columns that it lacks, which rewrites no row, and makes its view anew; gives what was added.
    ///
    /// The file's view must be the present one, as it is since traces may have further columns.
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

    /// The statement that makes the view over this file's tables with further columns, empty where the file lacks them.
    func view(with declared: [String] = []) -> String {
        let added = further.map(Self.quoted).map(Migration.shown)
        let missing = lacking(declared).map { "NULL AS \(Self.quoted($0))" }
        return Migration.traceView(Migration.traceColumns.map(Migration.shown) + added + missing)
    }

    /// Those of some columns that the file has not.
    func lacking(_ columns: [String]) -> [String] { columns.filter { !names.contains($0) } }

    /// A column's name in SQL, where it may be one of SQL's own words.
    static func quoted(_ name: String) -> String { "\"\(name)\"" }
}
