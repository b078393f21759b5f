extension Migration {
    /// Adds the records of runs, by the run's row number.
    ///
    /// Columns of numbers have no declared type, so that SQLite keeps every number bit for bit: a declared REAL would
    /// turn -0.0 into 0.
    static let runs = Migration(
        name: "runs",
        statements: [
            """
            CREATE TABLE stored_run (
              id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, specification TEXT NOT NULL, optimizer TEXT,
              seed INTEGER NOT NULL, outcome TEXT NOT NULL, outcome_step INTEGER, steps INTEGER NOT NULL,
              wall_seconds, finished_at TEXT NOT NULL, core TEXT NOT NULL, kernel TEXT NOT NULL, checksum TEXT NOT NULL
            )
            """,
            """
            CREATE TABLE stored_trace (
              run INTEGER NOT NULL, step INTEGER NOT NULL, loss, grad_norm, update_norm, lr, threshold, sum_v,
              effective_rate, lambda_max_h, lambda_max, lambda_grad, lambda_grad_exact, PRIMARY KEY (run, step)
            ) WITHOUT ROWID
            """,
            """
            CREATE TABLE stored_state (
              run INTEGER NOT NULL, step INTEGER NOT NULL, coordinate INTEGER NOT NULL, theta, gradient, m, v, v_hat,
              PRIMARY KEY (run, step, coordinate)
            ) WITHOUT ROWID
            """,
            """
            CREATE TABLE stored_spike (
              run INTEGER NOT NULL, number INTEGER NOT NULL, rise_start INTEGER NOT NULL, onset INTEGER NOT NULL,
              peak INTEGER NOT NULL, "end" INTEGER, height, trough, crossed_lambda_max INTEGER,
              crossed_lambda_grad INTEGER, crossed_lambda_grad_exact INTEGER, recovered INTEGER, decay_exponent,
              in_order INTEGER NOT NULL, PRIMARY KEY (run, number)
            ) WITHOUT ROWID
            """,
            """
            CREATE TABLE stored_crossing (
              run INTEGER NOT NULL, number INTEGER NOT NULL, quantity TEXT NOT NULL, first INTEGER NOT NULL,
              last INTEGER NOT NULL, peak_ratio, PRIMARY KEY (run, number)
            ) WITHOUT ROWID
            """,
            """
            CREATE TABLE stored_phase (
              run INTEGER NOT NULL, number INTEGER NOT NULL, phase INTEGER NOT NULL, first INTEGER NOT NULL,
              last INTEGER NOT NULL, PRIMARY KEY (run, number)
            ) WITHOUT ROWID
            """,
            """
            CREATE TABLE stored_bisection (
              run INTEGER NOT NULL, position INTEGER NOT NULL, number INTEGER NOT NULL, value, shown INTEGER NOT NULL,
              PRIMARY KEY (run, position)
            ) WITHOUT ROWID
            """,
            """
            CREATE TABLE stored_setting (
              run INTEGER NOT NULL, path TEXT NOT NULL, value, PRIMARY KEY (run, path)
            ) WITHOUT ROWID
            """,
        ]
    )

    /// Adds the present book's mapping and claims.
    static let book = Migration(
        name: "book",
        statements: [
            """
            CREATE TABLE member (
              experiment TEXT NOT NULL, position INTEGER NOT NULL, number INTEGER NOT NULL UNIQUE, chapter TEXT NOT NULL,
              variant TEXT NOT NULL, seed INTEGER NOT NULL, key TEXT NOT NULL, PRIMARY KEY (experiment, position)
            ) WITHOUT ROWID
            """,
            "CREATE INDEX member_by_key ON member (key)",
            """
            CREATE TABLE claim (
              id TEXT PRIMARY KEY, chapter TEXT NOT NULL, statement TEXT NOT NULL, sql TEXT NOT NULL,
              expect TEXT NOT NULL, verdict TEXT NOT NULL, expected TEXT NOT NULL, holds INTEGER NOT NULL,
              trials INTEGER NOT NULL, replay TEXT NOT NULL
            ) WITHOUT ROWID
            """,
            "CREATE TABLE stored_digest (name TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID",
        ]
    )

    /// Adds the archive's own tables.
    static let upkeep = Migration(
        name: "upkeep",
        statements: [
            """
            CREATE TABLE stored_content (
              kind TEXT NOT NULL, key TEXT NOT NULL, content BLOB NOT NULL, checksum TEXT NOT NULL,
              PRIMARY KEY (kind, key)
            )
            """,
            "CREATE TABLE lease (key TEXT PRIMARY KEY, holder TEXT NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID",
            "CREATE TABLE quarantine (key TEXT NOT NULL, reason TEXT NOT NULL, noticed_at TEXT NOT NULL)",
        ]
    )
}
