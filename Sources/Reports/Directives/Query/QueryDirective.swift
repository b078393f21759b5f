import Settings

/// A table computed by a query.
struct QueryDirective: SeeingDirective {
    static let name = "query"
    static let summary =
        "A table of the report, computed from the archive by SQL, which other SQL of the book can read by its id."
    static let example = """
        id: spikes
        sql: SELECT number, peak, height FROM spike WHERE experiment = 'e'
        caption: The spikes of the run.
        """
    static let settings: [Setting<QueryDirective>] = [
        Setting("id", \.id, "The identifier, unique in the book."),
        Setting("sql", \.sql, "One SELECT over the archive's tables."),
        seesSetting(\.sees),
        Setting(
            "caption",
            \.caption,
            "What the table shows; its first sentence is the finding; a hidden one needs none. TeX stands in single quotes."
        ),
        Setting(
            "headings",
            \.headings,
            .map(.text()),
            "A map of column to heading; maths between dollars, in single quotes."
        ),
        Setting("digits", \.digits, in: 1...17, "Significant digits of the printed numbers."),
        Setting("wide", \.isWide, "Whether the table reaches into the margin."),
        Setting("hidden", \.isHidden, "Whether the table only serves the prose's numbers and is not shown."),
    ]
    static let required: Set<String> = ["id", "sql", "caption"]
    static let excuses = ["caption": ["hidden"]]

    var id = ""
    var sql = ""
    var sees: [String] = []
    var caption = ""
    var headings = Value.null
    var digits = 5
    var isWide = false
    var isHidden = false

    init() {}

    func validate() throws {
        try validateID()
        let help = "say in a sentence what the table shows, or write hidden: true"
        try stop(
            at: required("sql", sql, help: "write sql: | and a SELECT below it"),
            isHidden ? nil : required("caption", caption, help: help)
        )
    }

    /// The heading of a column.
    func heading(_ column: String) -> String {
        if case .text(let text)? = headings[column] { return text }
        return column.replacing("_", with: " ")
    }
}
