import Settings

/// The settings of a claim's grid: the claim's condition is applied to the trials of another query, cell by cell.
struct SensitivitySettings: Configurable {
    static let name = "sensitivity"
    static let summary = "How the verdict depends on one or two settings; the claim's own verdict stays what it is."
    static let settings: [Setting<SensitivitySettings>] = [
        Setting(
            "sql",
            \.sql,
            "One SELECT that gives a row for each trial of each setting, with what `expect` asks for."
        ),
        Setting("rows", \.rows, "The column whose values are the rows of the grid."),
        Setting("columns", \.columns, "The column whose values are its columns; without it the grid is one row."),
        Setting("note", \.note, "A sentence that is printed above the grid."),
    ]
    static let required: Set<String> = ["sql", "rows"]

    var sql = ""
    var rows = ""
    var columns = ""
    var note = ""

    init() {}

    func validate() throws {
        let missing = [
            ("sql", sql, "write a SELECT that gives one row for each trial"), ("rows", rows, "name a column"),
        ]
        let faults = missing.filter { $0.1.trimmed.isEmpty }.map { key, _, help in
            SettingFault(.missing, at: [], "the sensitivity has no \(key)", help: help)
        }
        if !faults.isEmpty { throw SettingFaults(faults) }
    }
}
