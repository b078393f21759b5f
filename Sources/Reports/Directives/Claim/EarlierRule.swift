import Settings
import Storage

/// An earlier rule or expectation of a claim, replaced after the claim's first run.
///
/// An author may have a good reason to change a rule after seeing its result. The reason is recorded so that readers
/// can judge it.
struct EarlierRule: Configurable {
    static let name = "earlier rule"
    static let summary = "A rule or an expectation that the claim had before it was changed after its first run."
    static let settings: [Setting<EarlierRule>] = [
        Setting("rule", \.rule, "The rule as it was, or what was expected of it; SQL between backticks."),
        Setting("verdict", \.verdict, "The verdict that it found."),
        Setting("date", \.date, "The day on which it was changed, such as 2026-11-24."),
        Setting("why", \.reason, "Why it was changed."),
    ]
    static let required: Set<String> = ["rule", "verdict", "date", "why"]
    /// The names of the settings that hold prose.
    static let prose = ["rule", "why"]

    var rule = ""
    var verdict = Verdict.Outcome.undecided
    var date = ""
    var reason = ""

    init() {}

    func validate() throws {
        var faults = [("rule", rule, "say what it was"), ("why", reason, "say why it was changed")].compactMap {
            $0.1.trimmed.isEmpty ? SettingFault(.missing, at: [], "an earlier rule has no \($0.0)", help: $0.2) : nil
        }
        if (try? Self.day.wholeMatch(in: date)) == nil {
            let help = "write year, month and day, such as 2026-11-24"
            faults.append(SettingFault(.outOfRange, at: ["date"], "'\(date)' is no day", help: help))
        }
        if !faults.isEmpty { throw SettingFaults(faults) }
    }

    private static var day: Regex<Substring> { /\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])/ }
}
