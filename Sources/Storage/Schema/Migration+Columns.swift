import GRDB
import Traces
import Training

// The schema of a file together with the columns that its traces have beyond it.
extension Migration {
    /// The present views by name, with the statements that make them over a file whose traces have some columns.
    ///
    /// Declared ones that it lacks are empty.
    static func views(over columns: [String], with declared: [String]) -> [(name: String, definition: String)] {
        views.map { name, definition in
            (name, name == "trace" ? TraceTable(columns: columns).view(with: declared) : definition)
        }
    }

    /// The version of the schema since which traces may have further columns.
    private static let openTraces = 9

    /// Makes a new archive's tables, with all columns that are declared.
    static func begin(_ db: Database) throws {
        try bring(db, from: 0)
        try TraceTable.add(Catalogue.columns.map(\.name), to: db)
    }

    /// The version whose objects are exactly those of the database; nil when there is none.
    static func version(of db: Database) throws -> Int? {
        let present = try SchemaObject.all(in: db)
        return try (1...all.count).last { try objects(ofVersion: $0, for: db) == present }
    }

    /// Every object of the schema of a version with the text that made it, with the further columns that the traces of a
    /// file have.
    static func objects(ofVersion version: Int, for db: Database) throws -> Set<SchemaObject> {
        let further = version >= openTraces ? try TraceTable(of: db).further : []
        guard !further.isEmpty else { return try objects(ofVersion: version) }
        return try DatabaseQueue().write { db in
            try bring(db, from: 0, to: version)
            try TraceTable.add(further, to: db)
            return try SchemaObject.all(in: db)
        }
    }
}
