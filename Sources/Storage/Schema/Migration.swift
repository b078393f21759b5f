import GRDB

/// One named step of the schema; the number of steps taken is the file's `user_version`.
///
/// Columns that probes declare are no steps: see `TraceTable`.
///
/// A step that was once released is never edited: a change is a further step. Every step changes an object of the schema,
/// so that a damaged version number is told from that of a newer program.
struct Migration {
    let name: String
    let statements: [String]
    /// What is done before the statements to what an older version stored, where SQL cannot do it.
    var conversion: (@Sendable (Database) throws -> Void)?

    static let all = [
        runs, book, upkeep, firstViews, richerTraces, ends, analyses, segments, memo, totals, recordings, rises,
        outputs,
    ]

    /// The first version from which on only views have changed: an older file of it is read as it is.
    static let readable = 12

    /// The statements that make the present mapping of the runs.
    static let mapping = mappingTables

    /// What is derived from runs has a file of its own, so that this one changes with its runs alone.
    private static let memo = Migration(
        name: "memo",
        statements: [
            "DROP TABLE stored_content", "CREATE TABLE stored_report (content BLOB NOT NULL)",
        ]
    )

    /// The present views by name, with the statements that make them.
    static let views: [(name: String, definition: String)] = {
        let present = (try? objects(ofVersion: all.count)) ?? []
        return present.compactMap { object in
            object.sql.flatMap { $0.hasPrefix("CREATE VIEW") ? (object.name, $0) : nil }
        }.sorted { $0.name < $1.name }
    }()

    /// Takes the steps that the database lacks, in one transaction of the caller.
    static func bring(_ db: Database, from version: Int, to target: Int = all.count) throws {
        for (index, step) in all.enumerated() where index >= version && index < target {
            try step.conversion?(db)
            for statement in step.statements { try db.execute(sql: statement) }
        }
        try db.execute(sql: "PRAGMA user_version = \(target)")
    }

    /// Every object of the schema of a version with the text that made it.
    static func objects(ofVersion version: Int) throws -> Set<SchemaObject> { try schemas.get()[version] }

    /// The schemas of all versions, from the empty one: the steps are taken once, in a database of memory.
    private static let schemas = Result {
        try DatabaseQueue().write { db in
            try (0...all.count).map { version in
                try bring(db, from: version - 1, to: version)
                return try SchemaObject.all(in: db)
            }
        }
    }
}
