import Analysis
import Charts
import Settings

/// A path through a plane, such as a spike's cycle.
struct PathSettings: MarkSettings {
    static let name = "path"
    static let summary = "A path through x and y in the order of the rows, with arrowheads and dots of its stages."
    static let columns = ["x", "y"]
    static let required: Set<String> = ["sql"]
    static let settings: [Setting<PathSettings>] = [
        Setting("sql", \.sql, "A SELECT that gives x, y, perhaps path (which one), and perhaps stage (1 to 5)."),
        Setting("main", \.main, "The path that is drawn in full, the others faint; the first if absent."),
        Setting("name", \.title, "The name in the legend; maths between dollars, in single quotes."),
        Setting("role", \.role, "The colour."),
        Setting("arrows", \.arrows, in: 0...10_000, "After how many points an arrowhead comes; 0 for none."),
    ]

    var sql = ""
    var main = ""
    var title = ""
    var role = MarkRole.ink
    var arrows = 20

    init() {}

    func validate() throws { try needQuery() }

    func marks(_ data: MarkData) -> [any Mark] {
        let (x, y, stages) = (data.column("x"), data.column("y"), data.column("stage"))
        let groups = data.groups("path")
        let first = groups.first { $0.name == main } ?? groups.first
        // The main path is drawn over the faint ones.
        let ordered = groups.filter { $0.name != first?.name } + [first].compactMap(\.self)
        return ordered.map { group in
            let isMain = group.name == first?.name
            return PathMark(
                Samples(x: group.rows.map { x[$0] }, y: group.rows.map { y[$0] }),
                name: isMain && !title.isEmpty ? title : nil,
                number: group.name ?? "",
                role: role.role,
                opacity: isMain ? 1 : 0.25,
                arrows: isMain ? arrows : 0,
                stages: isMain && !stages.isEmpty ? group.rows.map { Int(exactly: stages[$0]) ?? 0 } : [],
                stageNames: PhaseSegment.Phase.names
            )
        }
    }
}
