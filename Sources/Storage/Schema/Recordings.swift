extension Migration {
    /// How the logs of recorded runs were read.
    ///
    /// It is stored as one JSON text per run, which the views take apart. So a later program can add details without
    /// a migration.
    static let recordings = Migration(
        name: "recordings",
        statements: [
            "CREATE TABLE stored_reading (run INTEGER PRIMARY KEY, content TEXT NOT NULL)",
            """
            CREATE VIEW recording AS SELECT \(place), \(field("format")), \(field("lossKind", "loss_kind")),
              \(field("unit")), \(field("rows")), \(field("stride")), \(field("repeated")), \(field("dropped")),
              \(field("columns")), \(field("notRecorded", "not_recorded")), \(field("notes"))
            \(source) JOIN stored_reading AS t ON t.run = r.id
            """,
            """
            CREATE VIEW gap AS SELECT \(place), \(part("after")), \(part("before"))
            \(parts("gaps"))
            """,
            """
            CREATE VIEW non_finite AS SELECT \(place), \(part("step")), \(part("column")), \(part("value"))
            \(parts("nonFinite"))
            """,
            """
            CREATE VIEW evaluation AS SELECT \(place), \(part("step")), \(part("column")), \(part("value"))
            \(parts("evaluations"))
            """,
        ]
    )

    // JSON's functions are not for views of a schema that is not trusted; its tables are.
    static func field(_ key: String, _ name: String? = nil) -> String {
        "(SELECT f.value FROM json_each(t.content) AS f WHERE f.key = '\(key)') AS \(name ?? key)"
    }

    private static func part(_ key: String) -> String {
        "(SELECT f.value FROM json_each(j.value) AS f WHERE f.key = '\(key)') AS \"\(key)\""
    }

    private static func parts(_ key: String) -> String {
        "\(source) JOIN stored_reading AS t ON t.run = r.id JOIN json_each(t.content, '$.\(key)') AS j"
    }
}
