extension Migration {
    /// Adds the final and the lowest loss to each run.
    ///
    /// They are read from the trace on demand, so that nothing is stored twice, and an archive of any size is
    /// migrated at once.
    static let ends = Migration(
        name: "ends",
        statements: [
            "DROP VIEW run",
            """
            CREATE VIEW run AS SELECT \(place), m.key AS key, r.outcome AS outcome, r.outcome_step AS outcome_step,
              r.steps AS steps,
              coalesce((SELECT t.loss FROM stored_trace AS t WHERE t.run = r.id AND t.step = r.steps), \(constantLoss))
              AS final_loss,
              coalesce((SELECT min(t.loss) FROM stored_trace AS t WHERE t.run = r.id), \(constantLoss)) AS lowest_loss,
              r.specification AS specification, r.optimizer AS optimizer, \(setting("lr")),
              \(setting("beta1")), \(setting("beta2")), \(setting("eps")), \(setting("momentum")),
              (SELECT count(*) FROM stored_spike AS s WHERE s.run = r.id) AS spikes,
              r.wall_seconds AS wall_seconds, r.finished_at AS finished_at, r.core AS core
            \(source)
            """,
        ]
    )

    /// The loss of a run whose loss is the same at each step.
    static let constantLoss = "(SELECT c.loss FROM stored_constant AS c WHERE c.run = r.id)"
}
