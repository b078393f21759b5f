/// An archive of the first schema with two runs and a book, from the shell's `.dump`.
///
/// One run completed and holds everything such an archive could store about a run. The other diverged. The shell
/// drops the sign of -0.0, which was restored by hand.
enum FirstArchive {
    /// The version of its schema.
    static let version = 4

    /// The keys of its runs.
    static let keys = [
        "b945d8cb026e35c608337842110ea5e87d6fa88af28b59fc2bec4292be849e2e",
        "32d8c6c9dff6239cb98bb54fda1d17ee8d1bdc94d02eeeb0e4434a055604a41d",
    ]

    static let sql = """
        CREATE TABLE stored_run (
          id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, specification TEXT NOT NULL, optimizer TEXT,
          seed INTEGER NOT NULL, outcome TEXT NOT NULL, outcome_step INTEGER, steps INTEGER NOT NULL,
          wall_seconds, finished_at TEXT NOT NULL, core TEXT NOT NULL, kernel TEXT NOT NULL, checksum TEXT NOT NULL
        );
        INSERT INTO stored_run VALUES
          (1, 'b945d8cb026e35c608337842110ea5e87d6fa88af28b59fc2bec4292be849e2e',
            '{"optimizer":{"adam":{"beta2":0.99,"lr":0.0625}},"seed":1,"steps":4}', 'adam', 1, 'completed', NULL, 4,
            0.25, '2026-01-01T00:00:00Z', 'core', 'any',
            '9fde23af3bd50c1f2cb47b9e94a2d699534feab3f1ad199682535af431add518'),
          (2, '32d8c6c9dff6239cb98bb54fda1d17ee8d1bdc94d02eeeb0e4434a055604a41d',
            '{"optimizer":{"adam":{"beta2":0.99,"lr":0.0625}},"seed":2,"steps":4}', 'adam', 2, 'diverged', 4, 4,
            0.25, '2026-01-01T00:00:00Z', 'core', 'any',
            'd2fa2d88ba4466be272929637d0b6e5fd1c966cce805934f13e80c122fbc454a');
        CREATE TABLE stored_trace (
          run INTEGER NOT NULL, step INTEGER NOT NULL, loss, grad_norm, update_norm, lr, threshold, sum_v,
          effective_rate, lambda_max_h, lambda_max, lambda_grad, lambda_grad_exact, PRIMARY KEY (run, step)
        ) WITHOUT ROWID;
        INSERT INTO stored_trace VALUES
          (1, 1, 0.25, 0.125, -0.0, 0.0625, 32.0, 1.5, 0.75, 30.0, NULL, 0.5, 1e999),
          (1, 2, 0.125, 0.25, -0.0, 0.0625, 32.0, 2.5, 0.75, 30.0, NULL, 0.5, 1e999),
          (1, 3, 0.0625, 0.375, -0.0, 0.0625, 32.0, 3.5, 0.75, 30.0, 40.0, 0.5, 1e999),
          (1, 4, 0.03125, 0.5, -0.0, 0.0625, 32.0, 4.5, 0.75, 30.0, NULL, 0.5, 1e999),
          (2, 1, 0.125, 0.125, -0.0, 0.0625, 32.0, NULL, NULL, NULL, NULL, NULL, NULL),
          (2, 2, 0.0625, 0.25, -0.0, 0.0625, 32.0, NULL, NULL, NULL, NULL, NULL, NULL),
          (2, 3, 0.03125, 0.375, -0.0, 0.0625, 32.0, NULL, NULL, NULL, 40.0, NULL, NULL),
          (2, 4, 0.015625, 0.5, -0.0, 0.0625, 32.0, NULL, NULL, NULL, NULL, NULL, NULL);
        CREATE TABLE stored_state (
          run INTEGER NOT NULL, step INTEGER NOT NULL, coordinate INTEGER NOT NULL, theta, gradient, m, v, v_hat,
          PRIMARY KEY (run, step, coordinate)
        ) WITHOUT ROWID;
        INSERT INTO stored_state VALUES
          (1, 1, 0, 0.25, -0.0, 1.0, 2.0, NULL),
          (1, 2, 0, 0.25, -0.0, 1.0, 2.0, NULL),
          (1, 3, 0, 0.25, -0.0, 1.0, 2.0, NULL),
          (1, 4, 0, 0.25, -0.0, 1.0, 2.0, NULL);
        CREATE TABLE stored_spike (
          run INTEGER NOT NULL, number INTEGER NOT NULL, rise_start INTEGER NOT NULL, onset INTEGER NOT NULL,
          peak INTEGER NOT NULL, "end" INTEGER, height, trough, crossed_lambda_max INTEGER,
          crossed_lambda_grad INTEGER, crossed_lambda_grad_exact INTEGER, recovered INTEGER, decay_exponent,
          in_order INTEGER NOT NULL, PRIMARY KEY (run, number)
        ) WITHOUT ROWID;
        INSERT INTO stored_spike VALUES
          (1, 1, 1, 2, 3, NULL, 0.5, -1.0, 3, NULL, NULL, NULL, NULL, 0);
        CREATE TABLE stored_crossing (
          run INTEGER NOT NULL, number INTEGER NOT NULL, quantity TEXT NOT NULL, first INTEGER NOT NULL,
          last INTEGER NOT NULL, peak_ratio, PRIMARY KEY (run, number)
        ) WITHOUT ROWID;
        INSERT INTO stored_crossing VALUES
          (1, 1, 'lambda_max', 3, 3, 1.25),
          (1, 2, 'lambda_grad_exact', 1, 4, 1e999);
        CREATE TABLE stored_phase (
          run INTEGER NOT NULL, number INTEGER NOT NULL, phase INTEGER NOT NULL, first INTEGER NOT NULL,
          last INTEGER NOT NULL, PRIMARY KEY (run, number)
        ) WITHOUT ROWID;
        INSERT INTO stored_phase VALUES
          (1, 1, 2, 1, 2);
        CREATE TABLE stored_bisection (
          run INTEGER NOT NULL, position INTEGER NOT NULL, number INTEGER NOT NULL, value, shown INTEGER NOT NULL,
          PRIMARY KEY (run, position)
        ) WITHOUT ROWID;
        INSERT INTO stored_bisection VALUES
          (2, 1, 0, -0.0, 1);
        CREATE TABLE stored_setting (
          run INTEGER NOT NULL, path TEXT NOT NULL, value, PRIMARY KEY (run, path)
        ) WITHOUT ROWID;
        INSERT INTO stored_setting VALUES
          (1, 'optimizer.adam.beta2', 0.99),
          (1, 'optimizer.adam.lr', 0.0625),
          (1, 'seed', 1),
          (1, 'steps', 4),
          (2, 'optimizer.adam.beta2', 0.99),
          (2, 'optimizer.adam.lr', 0.0625),
          (2, 'seed', 2),
          (2, 'steps', 4);
        CREATE TABLE member (
          experiment TEXT NOT NULL, position INTEGER NOT NULL, number INTEGER NOT NULL UNIQUE, chapter TEXT NOT NULL,
          variant TEXT NOT NULL, seed INTEGER NOT NULL, key TEXT NOT NULL, PRIMARY KEY (experiment, position)
        ) WITHOUT ROWID;
        INSERT INTO member VALUES
          ('old', 0, 1, '01.md', '', 1, 'b945d8cb026e35c608337842110ea5e87d6fa88af28b59fc2bec4292be849e2e');
        CREATE TABLE claim (
          id TEXT PRIMARY KEY, chapter TEXT NOT NULL, statement TEXT NOT NULL, sql TEXT NOT NULL,
          expect TEXT NOT NULL, verdict TEXT NOT NULL, expected TEXT NOT NULL, holds INTEGER NOT NULL,
          trials INTEGER NOT NULL, replay TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE stored_digest (name TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
        INSERT INTO stored_digest VALUES
          ('member', 'a3a44a3e255cd0021f8ba345f782ddcab1a5cccb12527943afa6c93b6aaa35fe');
        CREATE TABLE stored_content (
          kind TEXT NOT NULL, key TEXT NOT NULL, content BLOB NOT NULL, checksum TEXT NOT NULL,
          PRIMARY KEY (kind, key)
        );
        CREATE TABLE lease (key TEXT PRIMARY KEY, holder TEXT NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE quarantine (key TEXT NOT NULL, reason TEXT NOT NULL, noticed_at TEXT NOT NULL);
        CREATE INDEX member_by_key ON member (key);
        CREATE VIEW run AS SELECT m.experiment AS experiment, m.number AS run, m.seed AS seed, \
        m.variant AS variant, m.key AS key, r.outcome AS outcome, r.outcome_step AS outcome_step,
          r.steps AS steps, r.specification AS specification, r.optimizer AS optimizer, \
        (SELECT CAST(s.value AS REAL) FROM stored_setting AS s
              WHERE s.run = r.id AND s.path = 'optimizer.' || r.optimizer || '.lr') AS lr,
          (SELECT CAST(s.value AS REAL) FROM stored_setting AS s
              WHERE s.run = r.id AND s.path = 'optimizer.' || r.optimizer || '.beta1') AS beta1, \
        (SELECT CAST(s.value AS REAL) FROM stored_setting AS s
              WHERE s.run = r.id AND s.path = 'optimizer.' || r.optimizer || '.beta2') AS beta2, \
        (SELECT CAST(s.value AS REAL) FROM stored_setting AS s
              WHERE s.run = r.id AND s.path = 'optimizer.' || r.optimizer || '.eps') AS eps, \
        (SELECT CAST(s.value AS REAL) FROM stored_setting AS s
              WHERE s.run = r.id AND s.path = 'optimizer.' || r.optimizer || '.momentum') AS momentum,
          (SELECT count(*) FROM stored_spike AS s WHERE s.run = r.id) AS spikes,
          r.wall_seconds AS wall_seconds, r.finished_at AS finished_at, r.core AS core
        FROM member AS m JOIN stored_run AS r ON r.key = m.key;
        CREATE VIEW trace AS SELECT m.experiment AS experiment, m.number AS run, m.seed AS seed, \
        m.variant AS variant, t.step AS step, t.loss AS loss, t.grad_norm AS grad_norm,
          t.grad_norm * t.grad_norm AS grad_sq, t.update_norm AS update_norm, t.lr AS lr, t.threshold AS threshold,
          t.sum_v AS sum_v, t.effective_rate AS effective_rate, t.lambda_max_h AS lambda_max_h,
          t.lambda_max AS lambda_max, t.lambda_grad AS lambda_grad, t.lambda_grad_exact AS lambda_grad_exact
        FROM member AS m JOIN stored_run AS r ON r.key = m.key JOIN stored_trace AS t ON t.run = r.id;
        CREATE VIEW state AS SELECT m.experiment AS experiment, m.number AS run, m.seed AS seed, \
        m.variant AS variant, t.step AS step, t.coordinate AS coordinate, t.theta AS theta,
          t.gradient AS gradient, t.m AS m, t.v AS v, t.v_hat AS v_hat
        FROM member AS m JOIN stored_run AS r ON r.key = m.key JOIN stored_state AS t ON t.run = r.id;
        CREATE VIEW spike AS SELECT m.experiment AS experiment, m.number AS run, m.seed AS seed, \
        m.variant AS variant, t.number AS number, t.rise_start AS rise_start, t.onset AS onset,
          t.peak AS peak, t."end" AS "end", t.height AS height, t.trough AS trough,
          t.crossed_lambda_max AS crossed_lambda_max, t.crossed_lambda_grad AS crossed_lambda_grad,
          t.crossed_lambda_grad_exact AS crossed_lambda_grad_exact, t.recovered AS recovered,
          t.decay_exponent AS decay_exponent, t.in_order AS in_order,
          CASE WHEN t."end" IS NULL THEN 'open' ELSE 'spike' END AS kind
        FROM member AS m JOIN stored_run AS r ON r.key = m.key JOIN stored_spike AS t ON t.run = r.id;
        CREATE VIEW crossing AS SELECT m.experiment AS experiment, m.number AS run, m.seed AS seed, \
        m.variant AS variant, t.quantity AS quantity, t.first AS first, t.last AS last,
          t.last - t.first + 1 AS steps, t.peak_ratio AS peak_ratio
        FROM member AS m JOIN stored_run AS r ON r.key = m.key JOIN stored_crossing AS t ON t.run = r.id;
        CREATE VIEW phase AS SELECT m.experiment AS experiment, m.number AS run, m.seed AS seed, \
        m.variant AS variant, t.phase AS phase,
          CASE t.phase WHEN 1 THEN 'stable' WHEN 2 THEN 'decay' WHEN 3 THEN 'onset' WHEN 4 THEN 'growth'
          WHEN 5 THEN 'recovery' END AS name, t.first AS first, t.last AS last
        FROM member AS m JOIN stored_run AS r ON r.key = m.key JOIN stored_phase AS t ON t.run = r.id;
        CREATE VIEW bisection AS SELECT m.experiment AS experiment, m.number AS run, m.seed AS seed, \
        m.variant AS variant, t.number AS number, t.value AS value, t.shown AS shown
        FROM member AS m JOIN stored_run AS r ON r.key = m.key JOIN stored_bisection AS t ON t.run = r.id;
        CREATE VIEW setting AS SELECT m.experiment AS experiment, m.number AS run, m.seed AS seed, \
        m.variant AS variant, t.path AS path, t.value AS value
        FROM member AS m JOIN stored_run AS r ON r.key = m.key JOIN stored_setting AS t ON t.run = r.id;
        PRAGMA user_version = 4;
        """
}
