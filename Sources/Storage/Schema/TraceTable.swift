import GRDB
import Training

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
        self.init(columns: try String.fetchAll(db, sql: Self.columnsOfFile))
    }

    /// Lists the columns of a file's traces.
    static let columnsOfFile = "SELECT name FROM pragma_table_info('stored_trace')"

    /// The columns' names in the order in which authors see them.
    var names: [String] { Migration.traceColumns + further }

    /// Gives a file the columns that it lacks, which rewrites no row, and makes its view anew; gives what was added.
    ///
    /// The file must be of the present version.
    @discardableResult
    static func add(_ columns: [String], to db: Database) throws -> [String] {
        let table = try TraceTable(of: db)
        let new = table.lacking(columns)
        guard !new.isEmpty else { return [] }
        for name in new {
            for table in ["stored_trace", "stored_constant"] {
                try db.execute(sql: "ALTER TABLE \(table) ADD COLUMN \(NamedQuery.quoted(name))")
            }
        }
        try db.execute(sql: "DROP VIEW trace")
        try db.execute(sql: view(of: table.names + new))
        return new
    }

    /// The statement that makes the view over tables with all of the columns.
    static func view(of columns: [String]) -> String { view(columns.map(value)) }

    /// The statement that makes the view over this file's tables with further columns, empty where the file lacks them.
    func view(with declared: [String]) -> String {
        let missing = lacking(declared)
        return Self.view(names.map(Self.value) + missing.map { "NULL AS \(NamedQuery.quoted($0))" })
    }

    /// Those of some columns that the file has not.
    func lacking(_ columns: [String]) -> [String] { columns.filter { !names.contains($0) } }

    private static func view(_ values: [String]) -> String {
        """
        CREATE VIEW trace AS SELECT \(Migration.place), t.step AS step,
          \(values.joined(separator: ",\n  "))
        \(Migration.source) JOIN stored_trace AS t ON t.run = r.id LEFT JOIN stored_constant AS c ON c.run = r.id
        """
    }

    /// A column of the view: the row's own value, or that of the whole run.
    private static func value(_ column: String) -> String {
        let name = NamedQuery.quoted(column)
        let value = "coalesce(t.\(name), c.\(name))"
        let square = ArchiveSchema.squares[column].map { ", \(value) * \(value) AS \($0.name)" } ?? ""
        return "\(value) AS \(name)\(square)"
    }
}
