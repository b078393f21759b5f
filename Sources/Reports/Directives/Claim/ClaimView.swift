/// A claim with its verdict and everything needed to check it.
struct ClaimView: RenderedView, AnchoredView {
    static let templateName = "claim"

    var code: [Verbatim] { [sql, replayCommand] }

    /// Identifier and HTML id, such as `M4`.
    var id: String
    var statement: Markup
    var verdict: VerdictView
    /// The condition that every trial must meet, in a sentence; may be empty.
    var rule = Markup.empty
    /// The same as written in SQL.
    var condition: String
    /// The measured number with its spread and unit, such as `19 steps (13–24)`; may be empty.
    var measured = Markup.empty
    /// The share of trials that hold, such as `24 of 26 trials (92 %)`; may be empty.
    var share = ""
    /// One dot for each trial; if empty, none is shown.
    var trials: [TrialView] = []
    /// What would change the verdict; may be empty.
    var wouldChange = Markup.empty
    /// Where the claim comes from; may be empty.
    var citation = Markup.empty
    /// The query that decides the claim.
    var sql: Verbatim
    /// The same query as a command for the `sqlite3` shell.
    var replayCommand: Verbatim
    /// The earlier rules, which were changed after the claim's first run, the oldest first.
    var earlier: [EarlierRuleView] = []
    /// The query's rows, at most about sixty.
    var table: TableView?
    /// Why the verdict is undecided, or another note for readers; may be empty.
    var note = Markup.empty
    /// The verdict that the author expected, if it is another one.
    var expected: VerdictView?

    /// The grid of verdicts over two settings.
    var sensitivity: SensitivityView?

    var derived: [String: Any] {
        [
            "dots": TrialDots(trials).svg, "hasDots": !trials.isEmpty,
            "conditionCode": Markup(written: condition.markdownCode),
            "isChanged": !earlier.isEmpty,
        ]
    }
}
