import Charts
import Settings

/// Many lines with their median and the band of their middle 80 %.
struct SpreadSettings: MarkSettings {
    static let name = "spread"
    static let summary =
        "Thin lines, one for each value of line, with their median and 10–90 % band from five lines on."
    static let columns = ["x", "y", "line"]
    static let required: Set<String> = ["sql"]
    static let settings: [Setting<SpreadSettings>] = [
        Setting("sql", \.sql, "A SELECT that gives x, y and line (which line), ordered by x."),
        Setting("name", \.title, "What the lines are; maths between dollars, in single quotes."),
        Setting("role", \.role, "The colour."),
    ]

    var sql = ""
    var title = ""
    var role = MarkRole.lambdaGrad

    init() {}

    func validate() throws { try needQuery() }

    func marks(_ data: MarkData) -> [any Mark] {
        let (x, y) = (data.column("x"), data.column("y"))
        let lines = data.groups("line").map { group in
            let rows = group.rows.filter { x[$0].isFinite }.sorted { (x[$0], $0) < (x[$1], $1) }
            return Samples(x: rows.map { x[$0] }, y: rows.map { y[$0] })
        }
        return [SpreadMark(lines, name: title.isEmpty ? nil : title, role: role.role, shape: role.shape)]
    }
}
