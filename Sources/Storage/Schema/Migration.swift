import GRDB

/// One migration of the schema.
///
/// The number of migrations made is the file's `user_version`. Columns that probes declare are added without a
/// migration: see `TraceTable`.
///
/// A released migration is never edited; a change is a new migration. Every migration changes an object of the
/// schema, so that a damaged version number can be distinguished from that of a newer program.
struct Migration {
    let name: String
    let statements: [String]
    /// A conversion of stored data before the statements, for what SQL cannot do.
    var conversion: (@Sendable (Database) throws -> Void)?

    static let all = [
        runs, book, upkeep, firstViews, richerTraces, ends, analyses, segments, memo, totals, recordings, rises,
        outputs,
    ]

    /// The first version from which on only views have changed: an older file of it is read as it is.
    static let readable = 12

    /// The statements that create the present mapping of the runs.
    static let mapping = mappingTables

    /// Derived data have a file of their own, so that this file changes only with its runs.
    private static let memo = Migration(
        name: "memo",
        statements: [
            "DROP TABLE stored_content", "CREATE TABLE stored_report (content BLOB NOT NULL)",
        ]
    )

    /// The present views by name, with the statements that create them.
    static let views: [(name: String, definition: String)] = {
        let present = (try? objects(ofVersion: all.count)) ?? []
        return present.compactMap { object in
            object.sql.flatMap { $0.hasPrefix("CREATE VIEW") ? (object.name, $0) : nil }
        }.sorted { $0.name < $1.name }
    }()

    /// Makes the migrations that the database lacks, within the caller's transaction.
    static func bring(_ db: Database, from version: Int, to target: Int = all.count) throws {
        for (index, step) in all.enumerated() where index >= version && index < target {
            try step.conversion?(db)
            for statement in step.statements { try db.execute(sql: statement) }
        }
        try db.execute(sql: "PRAGMA user_version = \(target)")
    }

    /// All objects of a version's schema, with their SQL text.
    static func objects(ofVersion version: Int) throws -> Set<SchemaObject> { try schemas.get()[version] }

    /// The schemas of all versions, from the empty one, found by making all migrations once in memory.
    private static let schemas = Result {
        try DatabaseQueue().write { db in
            try (0...all.count).map { version in
                try bring(db, from: version - 1, to: version)
                return try SchemaObject.all(in: db)
            }
        }
    }
}
