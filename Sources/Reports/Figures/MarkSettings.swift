import Charts
import Training

/// A mark as its author wrote it: settings that become marks once its query has run.
///
/// A new kind is a type of its own and a line in `Marks.kinds`.
protocol MarkSettings: Configurable {
    /// The query; empty for marks that need none.
    var sql: String { get }
    /// The columns that the query must give.
    static var columns: [String] { get }
    /// The marks, given the query's rows as columns of numbers and of texts.
    func marks(_ data: MarkData) -> [any Mark]
}

/// What a mark's query gave.
struct MarkData: Sendable {
    /// Numeric columns by name; NaN for what is no number.
    var numbers: [String: [Double]] = [:]
    /// All columns as text by name.
    var texts: [String: [String]] = [:]

    /// A numeric column, empty when the query did not give it.
    func column(_ name: String) -> [Double] { numbers[name] ?? [] }

    /// The rows of each value of the column `series`, in order of appearance; all rows under no name without it.
    var series: [(name: String?, samples: Samples)] {
        let (x, y) = (column("x"), column("y"))
        guard let names = texts["series"] else { return [(nil, Samples(x: x, y: y))] }
        var order: [String] = []
        var rows: [String: [Int]] = [:]
        for (row, name) in names.enumerated() {
            if rows[name] == nil { order.append(name) }
            rows[name, default: []].append(row)
        }
        return order.map { name in
            let own = rows[name] ?? []
            return (name, Samples(x: own.map { x[$0] }, y: own.map { y[$0] }))
        }
    }
}

/// The kinds of marks.
enum Marks {
    static let kinds: [any MarkSettings.Type] = [
        LineSettings.self, DotsSettings.self, RuleSettings.self, GuideSettings.self, NoteSettings.self,
    ]

    /// The roles that authors may give to marks.
    static let roles = ["ink", "muted", "lambda-grad", "lambda-max", "v", "gradient"]
}

/// A line through the query's rows, or one for each value of its column `series`.
struct LineSettings: MarkSettings {
    static let name = "line"
    static let summary = "A line through x and y, one for each value of series if the query gives that column."
    static let columns = ["x", "y"]
    static let settings: [Setting<LineSettings>] = [
        Setting("sql", \.sql, "A SELECT that gives x, y and perhaps series."),
        Setting("name", \.title, "The name at the line's end; maths between dollars."),
        Setting("role", \.role, among: Marks.roles, "The colour; series have those of an ordered sweep."),
        Setting("width", \.width, in: .closed(0.5...4), "The width in pixels."),
        Setting("dash", \.dash, among: ["solid", "dashed", "dotted"], "The pattern."),
    ]

    var sql = ""
    var title = ""
    var role = "ink"
    var width = 1.25
    var dash = "solid"

    init() {}

    func marks(_ data: MarkData) -> [any Mark] {
        let pattern: Dash = dash == "dashed" ? .dashed : dash == "dotted" ? .dotted : .solid
        let series = data.series
        return series.enumerated().map { index, entry in
            let colour = entry.name == nil ? Role(rawValue: role) ?? .ink : Role.sweep(index, of: series.count)
            let name = entry.name ?? (title.isEmpty ? nil : title)
            return LineMark(entry.samples, name: name, role: colour, width: width, dash: pattern)
        }
    }
}

/// Dots at the query's rows.
struct DotsSettings: MarkSettings {
    static let name = "dots"
    static let summary = "A dot at each x and y."
    static let columns = ["x", "y"]
    static let settings: [Setting<DotsSettings>] = [
        Setting("sql", \.sql, "A SELECT that gives x, y and perhaps series."),
        Setting("name", \.title, "The name in the legend."),
        Setting("role", \.role, among: Marks.roles, "The colour."),
        Setting("radius", \.radius, in: .closed(1...8), "The radius in pixels."),
        Setting("filled", \.isFilled, "Whether the dots are filled."),
    ]

    var sql = ""
    var title = ""
    var role = "lambda-grad"
    var radius = 3.0
    var isFilled = true

    init() {}

    func marks(_ data: MarkData) -> [any Mark] {
        let series = data.series
        return series.enumerated().map { index, entry in
            let colour = entry.name == nil ? Role(rawValue: role) ?? .ink : Role.sweep(index, of: series.count)
            let name = entry.name ?? (title.isEmpty ? nil : title)
            return DotsMark(entry.samples, name: name, role: colour, radius: radius, isFilled: isFilled)
        }
    }
}

/// A threshold.
struct RuleSettings: MarkSettings {
    static let name = "rule"
    static let summary = "A straight line at a value, labelled."
    static let columns: [String] = []
    static let settings: [Setting<RuleSettings>] = [
        Setting("at", \.value, in: .finite, "The value."),
        Setting("label", \.label, "What it is; maths between dollars."),
        Setting("direction", \.direction, among: ["horizontal", "vertical"], "Its direction."),
    ]

    let sql = ""
    var value = 0.0
    var label = ""
    var direction = "horizontal"

    init() {}

    func marks(_ data: MarkData) -> [any Mark] {
        [
            RuleMark(
                value,
                label: label.isEmpty ? nil : label,
                direction: direction == "vertical" ? .vertical : .horizontal
            )
        ]
    }
}

/// A dotted line that says how something would go by theory.
struct GuideSettings: MarkSettings {
    static let name = "guide"
    static let summary = "A dotted line of theory through x and y."
    static let columns = ["x", "y"]
    static let settings: [Setting<GuideSettings>] = [
        Setting("sql", \.sql, "A SELECT that gives x and y."),
        Setting("label", \.label, "What it is; maths between dollars."),
    ]

    var sql = ""
    var label = ""

    init() {}

    func marks(_ data: MarkData) -> [any Mark] {
        data.series.map { GuideMark($0.samples, label: $0.name ?? (label.isEmpty ? nil : label)) }
    }
}

/// Words at a point.
struct NoteSettings: MarkSettings {
    static let name = "note"
    static let summary = "A few words at a point of the data."
    static let columns: [String] = []
    static let settings: [Setting<NoteSettings>] = [
        Setting("text", \.text, "What to say."),
        Setting("x", \.x, in: .finite, "The point's place."),
        Setting("y", \.y, in: .finite, "The point's value."),
    ]

    let sql = ""
    var text = ""
    var x = 0.0
    var y = 0.0

    init() {}

    func marks(_ data: MarkData) -> [any Mark] {
        [NoteMark(text, x: x, y: y)]
    }
}
