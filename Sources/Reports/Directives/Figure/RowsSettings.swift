import Charts
import Settings

/// A row of dots for each setting.
struct RowsSettings: MarkSettings {
    static let name = "rows"
    static let summary = "A row of open dots for each row's name, with a tick at the median."
    static let columns = ["row", "x"]
    static let required: Set<String> = ["sql"]
    static let settings: [Setting<RowsSettings>] = [
        Setting("sql", \.sql, "A SELECT that gives row (its name) and x, and perhaps low and high (an interval)."),
        Setting("name", \.title, "What the dots are, for the legend; maths between dollars, in single quotes."),
        Setting("role", \.role, "The colour, unless book.yml gives one to each row's name."),
        Setting("jitter", \.isJittered, "Whether dots of one row are set a little apart."),
    ]

    var sql = ""
    var title = ""
    var role = MarkRole.lambdaMax
    var isJittered = false

    init() {}

    func validate() throws { try needQuery() }

    var namesItsPlaces: Bool { true }

    func join(_ frame: inout PlotFrame, _ data: MarkData) {
        frame.yEntries.add(data, "row")
        frame.y = frame.yEntries.categories(keepsOrder: true)
        frame.xValues += data.column("x")
    }

    func marks(_ data: MarkData) -> [any Mark] {
        guard let names = data.frame.y else { return [] }
        var rows = [[Double]](repeating: [], count: names.names.count)
        var intervals = [ClosedRange<Double>?](repeating: nil, count: rows.count)
        let (x, low, high) = (data.column("x"), data.column("low"), data.column("high"))
        for (index, place) in data.indices("row", in: names).enumerated() {
            guard let place else { continue }
            rows[place].append(x[index])
            if !low.isEmpty, !high.isEmpty, low[index] <= high[index] { intervals[place] = low[index]...high[index] }
        }
        return [
            RowsMark(
                rows,
                names: names.names,
                isJittered: isJittered,
                name: title.isEmpty ? nil : title,
                role: role.role,
                roles: data.frame.roles(of: names.names),
                intervals: intervals
            )
        ]
    }
}
