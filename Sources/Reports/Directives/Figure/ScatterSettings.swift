import Charts
import Settings

/// Named points, with the frontier of those that no other point beats on both axes.
struct ScatterSettings: MarkSettings {
    static let name = "scatter"
    static let summary = "Dots with their names beside them, and the frontier of those that none beats on both axes."
    static let columns = ["x", "y"]
    static let required: Set<String> = ["sql"]
    /// Which of two values is better.
    enum Better: String, CaseIterable { case lower, higher }

    static let settings: [Setting<ScatterSettings>] = [
        Setting("sql", \.sql, "A SELECT that gives x, y and perhaps label."),
        Setting("role", \.role, "The colour."),
        Setting("frontier", \.hasFrontier, "Whether the line through the points that none beats is drawn."),
        Setting("better_x", \.betterX, "What is better along x."),
        Setting("better_y", \.betterY, "What is better along y."),
    ]

    var sql = ""
    var role = MarkRole.lambdaMax
    var hasFrontier = false
    var betterX = Better.lower
    var betterY = Better.lower

    init() {}

    func validate() throws { try needQuery() }

    func join(_ frame: inout PlotFrame, _ data: MarkData) {
        frame.xValues += data.column("x")
        frame.yValues += data.column("y")
    }

    func marks(_ data: MarkData) -> [any Mark] {
        let (x, y, labels) = (data.column("x"), data.column("y"), data.words("label"))
        let entries = x.indices.map { ScatterMark.Entry(x: x[$0], y: y[$0], label: labels?[$0] ?? "") }
        return [
            ScatterMark(
                entries,
                role: role.role,
                hasFrontier: hasFrontier,
                lowerIsBetter: (betterX == .lower, betterY == .lower)
            )
        ]
    }
}
