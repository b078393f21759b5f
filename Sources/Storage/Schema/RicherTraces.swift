extension Migration {
    /// Adds columns to the trace, records of layers and guards, and constant columns stored once for each run.
    ///
    /// Columns are added to the table without rebuilding it, so that a large archive is migrated at once and its runs
    /// keep their bytes.
    static let richerTraces = Migration(
        name: "richer traces",
        statements: ["DROP VIEW trace"]
            + addedColumns.map { "ALTER TABLE stored_trace ADD COLUMN \($0)" }
            + [
                """
                CREATE TABLE stored_constant (
                  run INTEGER PRIMARY KEY, \(traceColumns.joined(separator: ", "))
                )
                """,
                """
                CREATE TABLE stored_layer (
                  run INTEGER NOT NULL, step INTEGER NOT NULL, layer INTEGER NOT NULL, name TEXT NOT NULL, grad_norm,
                  sum_v, update_norm, parameter_norm, effective_rate, dip, share, PRIMARY KEY (run, step, layer)
                ) WITHOUT ROWID
                """,
                """
                CREATE TABLE stored_event (
                  run INTEGER NOT NULL, number INTEGER NOT NULL, step INTEGER NOT NULL, kind TEXT NOT NULL, value,
                  PRIMARY KEY (run, number)
                ) WITHOUT ROWID
                """,
                traceView(traceColumns.map(shown)),
                """
                CREATE VIEW layer AS SELECT \(place), t.step AS step, t.layer AS layer, t.name AS name,
                  t.grad_norm AS grad_norm, t.sum_v AS sum_v, t.update_norm AS update_norm,
                  t.parameter_norm AS parameter_norm, t.effective_rate AS effective_rate, t.dip AS dip, t.share AS share
                \(source) JOIN stored_layer AS t ON t.run = r.id
                """,
                """
                CREATE VIEW event AS SELECT \(place), t.number AS number, t.step AS step, t.kind AS kind,
                  t.value AS value
                \(source) JOIN stored_event AS t ON t.run = r.id
                """,
            ]
    )

    /// The trace's columns in the first schema.
    static let firstColumns = [
        "loss", "grad_norm", "update_norm", "lr", "threshold", "sum_v", "effective_rate", "lambda_max_h", "lambda_max",
        "lambda_grad", "lambda_grad_exact",
    ]

    /// The columns added by this migration.
    static let addedColumns = [
        "full_loss", "update_ratio", "gradient_factor", "dip", "lambda_step", "residual", "residual_h", "products",
        "gradient_alignment", "eigenvector_alignment", "preconditioner_growth", "v_along",
    ]

    /// Both in the order in which authors see them.
    ///
    /// Columns of later probes need no migration: see `TraceTable`.
    static let traceColumns = [
        "loss", "full_loss", "grad_norm", "update_norm", "update_ratio", "lr", "threshold", "gradient_factor", "sum_v",
        "effective_rate", "dip", "lambda_max_h", "lambda_max", "lambda_grad", "lambda_grad_exact", "lambda_step",
        "residual", "residual_h", "products", "gradient_alignment", "eigenvector_alignment", "preconditioner_growth",
        "v_along",
    ]

    /// The statement that creates the view, given its columns after the step.
    static func traceView(_ columns: [String]) -> String {
        """
        CREATE VIEW trace AS SELECT \(place), t.step AS step,
          \(columns.joined(separator: ",\n  "))
        \(source) JOIN stored_trace AS t ON t.run = r.id LEFT JOIN stored_constant AS c ON c.run = r.id
        """
    }

    /// A column of the view: the row's own value, or that of the whole run.
    static func shown(_ column: String) -> String {
        let value = "coalesce(t.\(column), c.\(column))"
        return column == "grad_norm" ? "\(value) AS grad_norm, \(value) * \(value) AS grad_sq" : "\(value) AS \(column)"
    }
}
