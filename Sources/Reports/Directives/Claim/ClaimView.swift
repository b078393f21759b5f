/// A claim with its verdict and all that is needed to doubt it.
struct ClaimView: RenderedView, AnchoredView {
    static let templateName = "claim"

    var code: [Verbatim] { [sql, replayCommand] }

    /// Identifier and anchor, such as `M4`.
    var id: String
    var statement: Markup
    var verdict: VerdictView
    /// The condition that every trial must meet, as written.
    var rule: String
    /// The measured number with its spread and unit, such as `19 steps (13–24)`; may be empty.
    var measured = Markup.empty
    /// Such as `24 of 26 trials (92 %)`; may be empty.
    var share = ""
    /// One dot for each trial; empty shows none.
    var trials: [TrialView] = []
    /// What would change the verdict; may be empty.
    var wouldChange = Markup.empty
    /// Where the claim comes from; may be empty.
    var citation = Markup.empty
    /// The query that decided.
    var sql: Verbatim
    /// The same query as a line for the `sqlite3` shell.
    var replayCommand: Verbatim
    /// The rules that it had before they were changed after their first run, the oldest first.
    var earlier: [EarlierRuleView] = []
    /// The query's rows, at most about sixty.
    var table: TableView?
    /// Why the verdict is undecided, or what else a reader must know; may be empty.
    var note = Markup.empty
    /// The verdict that the author expected, when it is another one.
    var expected: VerdictView?

    /// How the verdict depends on two settings.
    var sensitivity: SensitivityView?

    var derived: [String: Any] {
        [
            "dots": TrialDots(trials).svg, "hasDots": !trials.isEmpty, "ruleCode": Markup(written: rule.markdownCode),
            "isChanged": !earlier.isEmpty,
        ]
    }
}
