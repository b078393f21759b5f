import GRDB

extension Migration {
    /// Adds sums over whole traces to each run, and a view of the segments of interrupted traces.
    ///
    /// Summing over the traces of a whole book would read every step, so the sum is computed once, when a run is
    /// stored.
    static let totals = Migration(
        name: "totals",
        statements: [
            "ALTER TABLE stored_run ADD COLUMN products",
            "UPDATE stored_run AS r SET products = \(products)",
            "DROP VIEW run",
            """
            CREATE VIEW run AS SELECT \(place), m.key AS key, r.outcome AS outcome, r.outcome_step AS outcome_step,
              r.steps AS steps,
              coalesce((SELECT t.loss FROM stored_trace AS t WHERE t.run = r.id ORDER BY t.step DESC LIMIT 1),
              \(constantLoss)) AS final_loss,
              coalesce((SELECT min(t.loss) FROM stored_trace AS t WHERE t.run = r.id), \(constantLoss)) AS lowest_loss,
              r.products AS products,
              '{"detector":' || a.detector || ',' || substr(r.specification, 2) AS specification,
              r.optimizer AS optimizer,
              \(setting("lr")), \(setting("beta1")), \(setting("beta2")), \(setting("eps")), \(setting("momentum")),
              (SELECT count(*) FROM stored_spike AS s WHERE s.analysis = a.id) AS spikes
            \(analysed)
            """,
            segmentView,
        ]
    )

    /// The Hessian products of all steps of the run `r`; NULL when none were counted.
    static let products = """
        (SELECT sum(coalesce(t.products, c.products)) FROM stored_trace AS t
         LEFT JOIN stored_constant AS c ON c.run = t.run WHERE t.run = r.id)
        """

    /// The view of segments.
    ///
    /// A segment extends to the entry before the next one begins; the first one has no row of its own.
    private static let segmentView = """
        CREATE VIEW segment AS SELECT \(place),
          1 + (SELECT count(*) FROM stored_segment AS s WHERE s.run = r.id AND s.first <= b.first) AS number,
          b.first AS first, (SELECT max(t.step) \(entries)) AS last, (SELECT count(*) \(entries)) AS entries
        \(source) JOIN (
          SELECT s.run AS run, s.first AS first FROM stored_segment AS s
          UNION ALL SELECT q.id, (SELECT min(t.step) FROM stored_trace AS t WHERE t.run = q.id)
          FROM stored_run AS q WHERE q.steps > 0
        ) AS b ON b.run = r.id
        """

    /// The entries of the segment that begins at the step `b.first`.
    private static let entries = """
        FROM stored_trace AS t WHERE t.run = r.id AND t.step >= b.first AND t.step < coalesce(
            (SELECT min(s.first) FROM stored_segment AS s WHERE s.run = r.id AND s.first > b.first),
            9223372036854775807)
        """
}
