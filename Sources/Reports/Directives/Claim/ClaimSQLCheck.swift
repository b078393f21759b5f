import Diagnostics
import Storage

/// Checks the SQL of a claim against the archive's tables: its query, its condition, its grid.
struct ClaimSQLCheck {
    let claim: ClaimDirective
    let placed: PlacedDirective
    let check: SQLCheck

    var faults: [Diagnostic] {
        if let fault = check.fault(claim.sql, at: ["sql"], in: placed) { return [fault] }
        return [condition, measure].compactMap { $0 } + grid
    }

    private var condition: Diagnostic? {
        do {
            try check.archive.check(sql: claim.sql, expect: claim.condition)
            return nil
        } catch {
            return check.diagnostic(error, at: ["expect"], in: placed)
        }
    }

    private var measure: Diagnostic? {
        guard !claim.measure.isEmpty, let columns = try? check.columns(of: claim.sql),
            !columns.contains(claim.measure)
        else { return nil }
        return Diagnostic(
            "claim.measure",
            at: placed.source.place(of: ["measure"]),
            "\(claim.id): the query gives no column '\(claim.measure)'",
            help: NearMiss.help(for: claim.measure, in: columns)
        )
    }

    /// The faults of a claim's grid: its query, the claim's condition, the columns that define the grid.
    private var grid: [Diagnostic] {
        guard let grid = claim.grid else { return [] }
        let path = ["sensitivity", "sql"]
        if let fault = check.fault(grid.sql, at: path, in: placed) { return [fault] }
        guard let columns = try? check.columns(of: grid.sql) else { return [] }
        func missing(_ name: String, at key: String, _ what: String) -> Diagnostic? {
            guard !name.isEmpty, !columns.contains(name) else { return nil }
            return Diagnostic(
                "claim.sensitivity",
                at: placed.source.place(of: ["sensitivity", key]),
                "\(claim.id): the query of the sensitivity gives no column '\(name)'\(what)",
                help: NearMiss.help(for: name, in: columns)
            )
        }
        return [
            missing(grid.rows, at: "rows", ""), missing(grid.columns, at: "columns", ""),
            missing(claim.measure, at: "sql", ", which is measured"), condition(of: grid),
        ].compactMap { $0 }
    }

    /// The fault of the claim's condition on the rows of its grid; the condition itself has been checked before.
    private func condition(of grid: SensitivitySettings) -> Diagnostic? {
        do {
            try check.archive.check(sql: grid.sql, expect: claim.condition)
            return nil
        } catch {
            let fault = error as? QueryFault
            let message = "\(claim.id): the rule cannot be asked of the sensitivity's rows: "
            return Diagnostic(
                "claim.sensitivity",
                at: placed.source.place(of: ["sensitivity", "sql"]),
                message + (fault?.message ?? "\(error)"),
                help: fault?.help
            )
        }
    }
}
