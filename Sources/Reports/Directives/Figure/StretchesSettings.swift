import Charts
import Settings

/// Shaded stretches at the query's rows.
struct StretchesSettings: MarkSettings {
    static let name = "stretches"
    static let summary =
        "A shaded stretch from each x to its end, or to the axis's end where that is NULL; a line where both are equal."
    static let columns = ["x", "end"]
    static let required: Set<String> = ["sql"]
    static let settings: [Setting<StretchesSettings>] = [
        Setting("sql", \.sql, "A SELECT that gives x and end."),
        Setting("name", \.title, "The name in the legend."),
    ]

    var sql = ""
    var title = ""

    init() {}

    func validate() throws { try needQuery() }

    func marks(_ data: MarkData) -> [any Mark] {
        let stretches = zip(data.column("x"), data.column("end")).map { start, end in
            StretchesMark.Stretch(start, end.isNaN ? nil : end)
        }
        return [StretchesMark(stretches, name: title.isEmpty ? nil : title)]
    }
}
