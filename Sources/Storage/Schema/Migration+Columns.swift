import GRDB
import Traces
import Training

// The schema of a file, including the additional columns of its traces.
extension Migration {
    /// The present views by name, with the statements that create them over a file whose traces have the given
    /// columns.
    ///
    /// Declared columns that the file lacks are empty.
    static func views(over columns: [String], with declared: [String]) -> [(name: String, definition: String)] {
        views.map { name, definition in
            (name, name == "trace" ? TraceTable(columns: columns).view(with: declared) : definition)
        }
    }

    /// The version of the schema since which traces may have additional columns.
    private static let openTraces = 9

    /// Creates a new archive's tables, with all declared columns.
    static func begin(_ db: Database) throws {
        try bring(db, from: 0)
        try TraceTable.add(Catalogue.columns.map(\.name), to: db)
    }

    /// The version whose objects are exactly those of the database; nil when there is none.
    static func version(of db: Database) throws -> Int? {
        let present = try SchemaObject.all(in: db)
        return try (1...all.count).last { try objects(ofVersion: $0, for: db) == present }
    }

    /// Every object of a version's schema with its definition, including the additional columns of the file's traces.
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
