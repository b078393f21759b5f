extension Migration {
    /// Adds the views that authors query: the stored runs that the present book names.
    static let firstViews = Migration(
        name: "views",
        statements: [
            """
            CREATE VIEW run AS SELECT \(place), m.key AS key, r.outcome AS outcome, r.outcome_step AS outcome_step,
              r.steps AS steps, r.specification AS specification, r.optimizer AS optimizer, \(setting("lr")),
              \(setting("beta1")), \(setting("beta2")), \(setting("eps")), \(setting("momentum")),
              (SELECT count(*) FROM stored_spike AS s WHERE s.run = r.id) AS spikes,
              r.wall_seconds AS wall_seconds, r.finished_at AS finished_at, r.core AS core
            \(source)
            """,
            """
            CREATE VIEW trace AS SELECT \(place), t.step AS step, t.loss AS loss, t.grad_norm AS grad_norm,
              t.grad_norm * t.grad_norm AS grad_sq, t.update_norm AS update_norm, t.lr AS lr, t.threshold AS threshold,
              t.sum_v AS sum_v, t.effective_rate AS effective_rate, t.lambda_max_h AS lambda_max_h,
              t.lambda_max AS lambda_max, t.lambda_grad AS lambda_grad, t.lambda_grad_exact AS lambda_grad_exact
            \(source) JOIN stored_trace AS t ON t.run = r.id
            """,
            """
            CREATE VIEW state AS SELECT \(place), t.step AS step, t.coordinate AS coordinate, t.theta AS theta,
              t.gradient AS gradient, t.m AS m, t.v AS v, t.v_hat AS v_hat
            \(source) JOIN stored_state AS t ON t.run = r.id
            """,
            """
            CREATE VIEW spike AS SELECT \(place), t.number AS number, t.rise_start AS rise_start, t.onset AS onset,
              t.peak AS peak, t."end" AS "end", t.height AS height, t.trough AS trough,
              t.crossed_lambda_max AS crossed_lambda_max, t.crossed_lambda_grad AS crossed_lambda_grad,
              t.crossed_lambda_grad_exact AS crossed_lambda_grad_exact, t.recovered AS recovered,
              t.decay_exponent AS decay_exponent, t.in_order AS in_order,
              CASE WHEN t."end" IS NULL THEN 'open' ELSE 'spike' END AS kind
            \(source) JOIN stored_spike AS t ON t.run = r.id
            """,
            """
            CREATE VIEW crossing AS SELECT \(place), t.quantity AS quantity, t.first AS first, t.last AS last,
              t.last - t.first + 1 AS steps, t.peak_ratio AS peak_ratio
            \(source) JOIN stored_crossing AS t ON t.run = r.id
            """,
            """
            CREATE VIEW phase AS SELECT \(place), t.phase AS phase,
              CASE t.phase WHEN 1 THEN 'stable' WHEN 2 THEN 'decay' WHEN 3 THEN 'onset' WHEN 4 THEN 'growth'
              WHEN 5 THEN 'recovery' END AS name, t.first AS first, t.last AS last
            \(source) JOIN stored_phase AS t ON t.run = r.id
            """,
            """
            CREATE VIEW bisection AS SELECT \(place), t.number AS number, t.value AS value, t.shown AS shown
            \(source) JOIN stored_bisection AS t ON t.run = r.id
            """,
            """
            CREATE VIEW setting AS SELECT \(place), t.path AS path, t.value AS value
            \(source) JOIN stored_setting AS t ON t.run = r.id
            """,
        ]
    )

    /// The columns with which every view begins.
    ///
    /// A run is numbered by its position in the book. Its stored row number depends on which run was finished first,
    /// and would make the order of rows depend on that.
    static let place = "m.experiment AS experiment, m.number AS run, m.seed AS seed, m.variant AS variant"

    /// The source of every view: the book's runs that are stored.
    static let source = "FROM member AS m JOIN stored_run AS r ON r.key = m.key"

    /// A number among the optimizer's settings.
    static func setting(_ name: String) -> String {
        """
        (SELECT CAST(s.value AS REAL) FROM stored_setting AS s
              WHERE s.run = r.id AND s.path = 'optimizer.' || r.optimizer || '.\(name)') AS \(name)
        """
    }
}
