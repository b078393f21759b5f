extension Migration {
    /// Adds traces with steps of their own.
    ///
    /// The last entry is found by its step, and a segment that begins after an interruption by its first step.
    static let segments = Migration(
        name: "segments",
        statements: [
            """
            CREATE TABLE stored_segment (
              run INTEGER NOT NULL, first INTEGER NOT NULL, PRIMARY KEY (run, first)
            ) WITHOUT ROWID
            """,
            "DROP VIEW run",
            """
            CREATE VIEW run AS SELECT \(place), m.key AS key, r.outcome AS outcome, r.outcome_step AS outcome_step,
              r.steps AS steps,
              coalesce((SELECT t.loss FROM stored_trace AS t WHERE t.run = r.id ORDER BY t.step DESC LIMIT 1),
              \(constantLoss)) AS final_loss,
              coalesce((SELECT min(t.loss) FROM stored_trace AS t WHERE t.run = r.id), \(constantLoss)) AS lowest_loss,
              '{"detector":' || a.detector || ',' || substr(r.specification, 2) AS specification,
              r.optimizer AS optimizer,
              \(setting("lr")), \(setting("beta1")), \(setting("beta2")), \(setting("eps")), \(setting("momentum")),
              (SELECT count(*) FROM stored_spike AS s WHERE s.analysis = a.id) AS spikes
            \(analysed)
            """,
        ]
    )
}
