extension Migration {
    /// Adds analyses with keys of their own, which the book's mapping names beside its runs, and where runs were
    /// made.
    ///
    /// Earlier results of analyses are dropped: traces that are still needed are analysed again.
    static let analyses = Migration(
        name: "analyses",
        statements: ["run", "spike", "crossing", "phase", "setting"].map { "DROP VIEW \($0)" }
            + ["stored_spike", "stored_crossing", "stored_phase", "member"].map { "DROP TABLE \($0)" }
            + ["DELETE FROM stored_digest WHERE name = 'member'"] + analysisTables + mappingTables
            + [runView, madeView, settingView] + findingViews,
        conversion: OlderRuns.convert
    )

    private static let analysisTables = [
        """
        CREATE TABLE stored_analysis (
          id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, run_key TEXT NOT NULL, detector TEXT NOT NULL,
          checksum TEXT NOT NULL
        )
        """,
        "CREATE INDEX stored_analysis_by_run ON stored_analysis (run_key)",
        """
        CREATE TABLE stored_spike (
          analysis INTEGER NOT NULL, number INTEGER NOT NULL, rise_start INTEGER NOT NULL, onset INTEGER NOT NULL,
          peak INTEGER NOT NULL, "end" INTEGER, height, trough, crossed_lambda_max INTEGER,
          crossed_lambda_grad INTEGER, crossed_lambda_grad_exact INTEGER, recovered INTEGER, decay_exponent,
          in_order INTEGER NOT NULL, PRIMARY KEY (analysis, number)
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE stored_crossing (
          analysis INTEGER NOT NULL, number INTEGER NOT NULL, quantity TEXT NOT NULL, first INTEGER NOT NULL,
          last INTEGER NOT NULL, peak_ratio, PRIMARY KEY (analysis, number)
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE stored_phase (
          analysis INTEGER NOT NULL, number INTEGER NOT NULL, phase INTEGER NOT NULL, first INTEGER NOT NULL,
          last INTEGER NOT NULL, PRIMARY KEY (analysis, number)
        ) WITHOUT ROWID
        """,
    ]

    /// The mapping from the present book to runs and analyses.
    static let mappingTables = [
        """
        CREATE TABLE member (
          experiment TEXT NOT NULL, position INTEGER NOT NULL, number INTEGER NOT NULL UNIQUE, chapter TEXT NOT NULL,
          variant TEXT NOT NULL, seed INTEGER NOT NULL, key TEXT NOT NULL, analysis TEXT NOT NULL,
          PRIMARY KEY (experiment, position)
        ) WITHOUT ROWID
        """,
        "CREATE INDEX member_by_key ON member (key)",
    ]

    /// The source of views that show something of the analysis.
    static let analysed = "\(source) JOIN stored_analysis AS a ON a.key = m.analysis"

    private static let runView = """
        CREATE VIEW run AS SELECT \(place), m.key AS key, r.outcome AS outcome, r.outcome_step AS outcome_step,
          r.steps AS steps,
          coalesce((SELECT t.loss FROM stored_trace AS t WHERE t.run = r.id AND t.step = r.steps), \(constantLoss))
          AS final_loss,
          coalesce((SELECT min(t.loss) FROM stored_trace AS t WHERE t.run = r.id), \(constantLoss)) AS lowest_loss,
          '{"detector":' || a.detector || ',' || substr(r.specification, 2) AS specification, r.optimizer AS optimizer,
          \(setting("lr")), \(setting("beta1")), \(setting("beta2")), \(setting("eps")), \(setting("momentum")),
          (SELECT count(*) FROM stored_spike AS s WHERE s.analysis = a.id) AS spikes
        \(analysed)
        """

    /// Values that depend on the machine or the day; only queries that read this view depend on them.
    private static let madeView = """
        CREATE VIEW made AS SELECT \(place), r.wall_seconds AS wall_seconds, r.finished_at AS finished_at,
          r.core AS core, r.kernel AS kernel, r.host AS host
        \(source)
        """

    private static let settingView = """
        CREATE VIEW setting AS SELECT \(place), t.path AS path, t.value AS value
        \(source) JOIN stored_setting AS t ON t.run = r.id
        UNION ALL SELECT \(place), 'detector.' || t.key AS path, t.value AS value
        \(analysed) JOIN json_each(a.detector) AS t
        """

    private static let findingViews = [
        """
        CREATE VIEW spike AS SELECT \(place), t.number AS number, t.rise_start AS rise_start, t.onset AS onset,
          t.peak AS peak, t."end" AS "end", t.height AS height, t.trough AS trough,
          t.crossed_lambda_max AS crossed_lambda_max, t.crossed_lambda_grad AS crossed_lambda_grad,
          t.crossed_lambda_grad_exact AS crossed_lambda_grad_exact, t.recovered AS recovered,
          t.decay_exponent AS decay_exponent, t.in_order AS in_order,
          CASE WHEN t."end" IS NULL THEN 'open' ELSE 'spike' END AS kind
        \(analysed) JOIN stored_spike AS t ON t.analysis = a.id
        """,
        """
        CREATE VIEW crossing AS SELECT \(place), t.quantity AS quantity, t.first AS first, t.last AS last,
          t.last - t.first + 1 AS steps, t.peak_ratio AS peak_ratio
        \(analysed) JOIN stored_crossing AS t ON t.analysis = a.id
        """,
        """
        CREATE VIEW phase AS SELECT \(place), t.phase AS phase,
          CASE t.phase WHEN 1 THEN 'stable' WHEN 2 THEN 'decay' WHEN 3 THEN 'onset' WHEN 4 THEN 'growth'
          WHEN 5 THEN 'recovery' END AS name, t.first AS first, t.last AS last
        \(analysed) JOIN stored_phase AS t ON t.analysis = a.id
        """,
    ]
}
