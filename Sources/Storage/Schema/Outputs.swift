extension Migration {
    /// The output of programs that made runs.
    static let outputs = Migration(
        name: "outputs",
        statements: [
            "DROP VIEW recording",
            """
            CREATE VIEW recording AS SELECT \(place), \(field("format")), \(field("lossKind", "loss_kind")),
              \(field("unit")), \(field("rows")), \(field("stride")), \(field("repeated")), \(field("dropped")),
              \(field("columns")), \(field("notRecorded", "not_recorded")), \(field("notes")), \(field("output"))
            \(source) JOIN stored_reading AS t ON t.run = r.id
            """,
        ]
    )
}
