/// The verdict of a claim's query.
public struct Verdict: Sendable, Hashable {
    /// The verdict in one word.
    public enum Outcome: String, Sendable, CaseIterable {
        /// Every trial holds.
        case reproduced
        /// Some trials hold.
        case partly
        /// No trial holds.
        case notReproduced = "not reproduced"
        /// There is no trial, or the condition of one is NULL.
        case undecided
    }

    /// The verdict.
    public var outcome: Outcome
    /// The number of trials.
    public var trials: Int
    /// The number of trials that hold.
    public var holds: Int

    /// Creates a verdict.
    public init(outcome: Outcome, trials: Int, holds: Int) {
        self.outcome = outcome
        self.trials = trials
        self.holds = holds
    }

    /// One SELECT that computes the verdict: `verdict`, `trials`, `holds`.
    ///
    /// The page's verdict comes from exactly this text, so any SQLite shell gives the same.
    public static func replay(sql: String, expect: String) -> String {
        "SELECT \(columns(expect))\nFROM (\(SQLText(sql).statement ?? sql))"
    }

    /// One SELECT with a verdict for each cell of a grid, which contains the trials with equal values in two columns.
    ///
    /// Its columns are `row`, `column`, `verdict`, `trials`, `holds`; its rows are sorted by row and column. Without
    /// `columns`, the column of every cell is NULL.
    public static func cells(sql: String, expect: String, rows: String, columns: String?) -> String {
        let names = [rows, columns].compactMap { $0.map(NamedQuery.quoted) }
        let places = names[0] + " AS row, " + (names.count > 1 ? names[1] : "NULL") + " AS \"column\""
        let order = names.joined(separator: ", ")
        return """
            SELECT \(places), \(self.columns(expect))
            FROM (\(SQLText(sql).statement ?? sql))
            GROUP BY \(order) ORDER BY \(order)
            """
    }

    private static func columns(_ expect: String) -> String {
        let expect = SQLText(expect).statement ?? expect
        return """
            CASE WHEN count(*) = 0 OR sum((\(expect)) IS NULL) > 0 THEN 'undecided' \
            WHEN min((\(expect)) <> 0) = 1 THEN 'reproduced' \
            WHEN max((\(expect)) <> 0) = 1 THEN 'partly' \
            ELSE 'not reproduced' END AS verdict, count(*) AS trials, \
            coalesce(sum((\(expect)) <> 0), 0) AS holds
            """
    }

    /// One SELECT that gives the query's rows with an additional last column `holds`: 1, 0 or NULL.
    public static func trials(sql: String, expect: String) -> String {
        let expect = SQLText(expect).statement ?? expect
        return "SELECT *, (\(expect)) <> 0 AS holds\nFROM (\(SQLText(sql).statement ?? sql))"
    }
}
