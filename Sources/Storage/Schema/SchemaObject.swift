import GRDB

/// A table, index or view as listed in `sqlite_master`.
struct SchemaObject: Hashable {
    let name: String
    let sql: String?

    static func all(in db: Database) throws -> Set<SchemaObject> {
        let rows = try Row.fetchAll(db, sql: "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%'")
        return Set(
            rows.map { row in
                // A flipped byte may have changed the name or the text to anything, even to bytes that are not text.
                SchemaObject(
                    name: String.fromDatabaseValue(row["name"]) ?? "",
                    sql: String.fromDatabaseValue(row["sql"])
                )
            }
        )
    }
}
