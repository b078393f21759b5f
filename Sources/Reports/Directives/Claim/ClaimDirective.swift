import Settings
import Storage

/// A statement with a query and a condition that every row of the query must meet.
struct ClaimDirective: SeeingDirective {
    static let name = "claim"
    static let summary = "A statement whose verdict a query computes, one row for each trial."
    static let example = """
        id: late
        says: The loss does not rise before the curvature passes its threshold.
        sql: SELECT rise_start - crossed_lambda_max AS lead FROM spike
        expect: lead >= 0
        """
    static let settings: [Setting<ClaimDirective>] = [
        Setting("id", \.id, "The identifier, unique in the book."),
        Setting("says", \.statement, "The statement in one sentence. TeX stands in single quotes."),
        Setting("cites", \.cites, "Where it comes from: a citation, such as \"[see @bai2025, §4.3]\"."),
        Setting("sql", \.sql, "One SELECT that gives a row for each trial."),
        seesSetting(\.sees),
        Setting("expect", \.condition, "A SQL condition over the columns of a row."),
        Setting("rule", \.rule, "The condition in a sentence, for readers. TeX stands in single quotes."),
        Setting("verdict", \.expected, "The verdict that the author expects."),
        Setting("measure", \.measure, "The column whose median and range stand for the result."),
        Setting(
            "unit",
            \.unit,
            "The unit of that column, which follows the number or holds {} in its place, such as \"at step {}\"; maths between dollars, in single quotes."
        ),
        Setting("digits", \.digits, in: 1...17, "Significant digits of the printed numbers."),
        Setting("changes", \.wouldChange, "What would change the verdict."),
        Setting(
            "changed",
            \.changed,
            .list(.settings(EarlierRule.self)),
            "What the rule or the expectation was before it was changed after its first run: a list of {rule, verdict, date, why}."
        ),
        Setting("figure", \.figure, "The figure that shows it."),
        Setting("workload", \.workload, "The workload, for the dashboard's filter."),
        Setting(
            "sensitivity",
            \.sensitivity,
            .settings(SensitivitySettings.self),
            "How the verdict depends on two settings: {sql, rows, columns, note}."
        ),
        Setting(
            "headings",
            \.headings,
            .map(.text()),
            "A map of column to heading; maths between dollars, in single quotes."
        ),
    ]
    static let required: Set<String> = ["id", "says", "sql", "expect"]

    var id = ""
    var statement = ""
    var cites = ""
    var sql = ""
    var sees: [String] = []
    var condition = ""
    var rule = ""
    var expected = Verdict.Outcome.reproduced
    var measure = ""
    var unit = ""
    var digits = 3
    var wouldChange = ""
    var changed = Value.null
    var figure = ""
    var workload = ""
    var headings = Value.null
    var sensitivity = Value.null

    init() {}

    func validate() throws {
        try validateID()
        var faults = [
            required("says", statement, help: "state the claim in one sentence"),
            required("sql", sql, help: "write a SELECT that gives one row for each trial"),
            required("expect", condition, help: "write the condition that each row must meet, such as lead >= 0"),
        ].compactMap { $0 }
        do {
            if sensitivity != .null { _ = try SensitivitySettings(reading: sensitivity) }
        } catch let error as SettingFaults {
            faults += error.faults.map { $0.under(["sensitivity"]) }
        }
        do {
            _ = try EarlierRule.list(reading: changed)
        } catch {
            faults += error.faults.map { $0.under(["changed"]) }
        }
        if !faults.isEmpty { throw SettingFaults(faults) }
    }

    /// The settings of the grid; nil without one.
    var grid: SensitivitySettings? {
        sensitivity == .null ? nil : try? SensitivitySettings(reading: sensitivity)
    }

    /// A number with its unit, which follows it or says where it stands.
    func measured(_ number: String) -> String {
        if unit.contains(Self.place) { return unit.replacing(Self.place, with: number) }
        return unit.isEmpty ? number : "\(number) \(unit)"
    }

    private static let place = "{}"

    /// The unit without a number.
    var bareUnit: String { unit.replacing(Self.place, with: "…") }

    /// The earlier rules, the oldest first.
    var earlierRules: [EarlierRule] { (try? EarlierRule.list(reading: changed)) ?? [] }
}
