import Charts
import Settings
import Storage

/// The settings of a mark, from which marks are made when its query has run.
///
/// A new kind is a new type and a line in `Marks.kinds`.
protocol MarkSettings: Configurable {
    /// The query; empty for marks without one.
    var sql: String { get }
    /// The columns that the query must give.
    static var columns: [String] { get }
    /// All its queries; only `sql` by default.
    var queries: [MarkQuery] { get }
    /// Whether its positions along x and y are names themselves, so that they are not mapped to the axis's names.
    var namesItsPlaces: Bool { get }
    /// The minimal height of a row of names.
    var rowHeight: Double { get }
    /// Adds to the values that all marks of the plot share, such as names along an axis.
    func join(_ frame: inout PlotFrame, _ data: MarkData)
    /// The marks for the query's rows, given as columns of numbers and of texts.
    func marks(_ data: MarkData) -> [any Mark]
}

extension MarkSettings {
    var queries: [MarkQuery] { sql.isEmpty ? [] : [MarkQuery(sql: sql, columns: Self.columns)] }

    func join(_ frame: inout PlotFrame, _ data: MarkData) {}

    /// A fault if the query is missing, for marks that need one.
    func needQuery() throws {
        guard sql.trimmed.isEmpty else { return }
        let help = "it gives " + Self.columns.joined(separator: ", ")
        throw SettingFault(.missing, at: [], "a \(Self.name) needs sql:", help: help)
    }

    var namesItsPlaces: Bool { false }

    var rowHeight: Double { 18 }
}

/// The answer to a mark's query.
struct MarkData: Sendable {
    /// Numeric columns by name; NaN for values that are not numbers.
    var numbers: [String: [Double]] = [:]
    /// All columns by name, as in the answer.
    var cells: [String: [Cell]] = [:]
    /// The answers to the mark's other queries, by their keys.
    var others: [String: MarkData] = [:]
    /// The values shared by all marks of the plot.
    var frame = PlotFrame()

    /// A numeric column; empty when the answer does not have it.
    func column(_ name: String) -> [Double] { numbers[name] ?? [] }

    /// A column as texts; nil when the answer does not have it.
    func words(_ name: String) -> [String]? { cells[name]?.map { $0.printed(digits: 4) } }

    /// For each row, the index of its entry in a column of names.
    func indices(_ column: String, in categories: Categories) -> [Int?] {
        categories.indices(numbers: self.column(column), texts: words(column) ?? [])
    }

    /// Replaces the numbers of x and y by positions on the axes that show names.
    mutating func place(in frame: PlotFrame) {
        self.frame = frame
        guard frame.x != nil || frame.y != nil else { return }
        numbers["x"] = numbers["x"]?.map(frame.x)
        numbers["y"] = numbers["y"]?.map(frame.y)
        let x = column("x")
        guard x.count > 1, zip(x, x.dropFirst()).allSatisfy({ $0 >= $1 }) else { return }
        for (name, values) in numbers { numbers[name] = values.reversed() }
        for (name, values) in cells { cells[name] = values.reversed() }
    }

    /// The row indices for each value of a column, in order of appearance; without the column, all rows under no
    /// name.
    func groups(_ column: String) -> [(name: String?, rows: [Int])] {
        guard let names = words(column) else { return [(nil, Array(self.column("x").indices))] }
        var order: [String] = []
        var rows: [String: [Int]] = [:]
        for (row, name) in names.enumerated() {
            if rows[name] == nil { order.append(name) }
            rows[name, default: []].append(row)
        }
        return order.map { ($0, rows[$0] ?? []) }
    }

    /// The points for each value of the column `series`; without it, all points under no name.
    var series: [(name: String?, samples: Samples)] {
        let (x, y) = (column("x"), column("y"))
        return groups("series").map { group in
            (group.name, Samples(x: group.rows.map { x[$0] }, y: group.rows.map { y[$0] }))
        }
    }
}

/// A line through the query's rows, or one for each value of its column `series`.
struct LineSettings: MarkSettings, NamedMark {
    static let name = "line"
    static let summary = "A line through x and y, one for each value of series if the query gives that column."
    static let columns = ["x", "y"]
    static let required: Set<String> = ["sql"]
    /// The dash pattern of a line.
    enum Pattern: String, CaseIterable { case solid, dashed, dotted }

    static let settings: [Setting<LineSettings>] = [
        Setting("sql", \.sql, "A SELECT that gives x, y and perhaps series."),
        Setting("name", \.title, "The name at the line's end; maths between dollars, in single quotes."),
        Setting("role", \.role, "The colour; series have those of book.yml, or of a ramp in their order."),
        Setting("width", \.width, in: .closed(0.5...4), "The width in pixels."),
        Setting("dash", \.dash, "The pattern."),
    ]

    var sql = ""
    var title = ""
    var role = MarkRole.ink
    var width = 1.25
    var dash = Pattern.solid

    init() {}

    func validate() throws { try needQuery() }

    func join(_ frame: inout PlotFrame, _ data: MarkData) { frame.add(series: data) }

    func marks(_ data: MarkData) -> [any Mark] {
        let pattern: Dash =
            switch dash {
            case .solid: .solid
            case .dashed: .dashed
            case .dotted: .dotted
            }
        return data.series.map { entry in
            let look = look(of: entry.name, in: data.frame)
            return LineMark(
                entry.samples,
                name: entry.name ?? (title.isEmpty ? nil : title),
                role: look.role,
                width: width,
                dash: look.repeatsColour ? .dashed : pattern,
                shape: pattern == .solid ? look.line : nil
            )
        }
    }
}

/// Dots at the query's rows.
struct DotsSettings: MarkSettings, NamedMark {
    static let name = "dots"
    static let summary = """
        A dot at each x and y; each value of series has a colour and a shape of its own, side by side where several \
        share a few places along x.
        """
    static let columns = ["x", "y"]
    static let required: Set<String> = ["sql"]
    static let settings: [Setting<DotsSettings>] = [
        Setting("sql", \.sql, "A SELECT that gives x, y and perhaps series."),
        Setting("name", \.title, "The name in the legend."),
        Setting("role", \.role, "The colour."),
        Setting("radius", \.radius, in: .closed(1...8), "The radius in pixels."),
        Setting("filled", \.isFilled, "Whether the dots are filled."),
    ]

    var sql = ""
    var title = ""
    var role = MarkRole.lambdaGrad
    var radius = 3.0
    var isFilled = true

    init() {}

    func validate() throws { try needQuery() }

    func join(_ frame: inout PlotFrame, _ data: MarkData) {
        frame.xValues += data.column("x")
        frame.yValues += data.column("y")
        frame.add(series: data)
    }

    func marks(_ data: MarkData) -> [any Mark] {
        let series = data.series
        let isShared = data.sharesPlaces
        return series.enumerated().map { index, entry in
            let look = look(of: entry.name, in: data.frame)
            return DotsMark(
                entry.samples,
                name: entry.name ?? (title.isEmpty ? nil : title),
                role: look.role,
                radius: radius,
                isFilled: isFilled,
                shape: look.dot,
                slot: isShared ? .init(index, of: series.count) : nil
            )
        }
    }
}

/// A straight line at a threshold.
struct RuleSettings: MarkSettings {
    static let name = "rule"
    static let summary = "A straight line at a value, labelled."
    static let columns: [String] = []
    static let settings: [Setting<RuleSettings>] = [
        Setting("at", \.value, in: .finite, "The value."),
        Setting("label", \.label, "What it is; maths between dollars, in single quotes."),
        Setting("direction", \.direction, "Its direction."),
    ]

    let sql = ""
    var value = 0.0
    var label = ""
    var direction = RuleMark.Direction.horizontal

    init() {}

    func marks(_ data: MarkData) -> [any Mark] {
        [
            RuleMark(
                direction == .vertical ? data.frame.x(value) : data.frame.y(value),
                label: label.isEmpty ? nil : label,
                direction: direction
            )
        ]
    }
}

/// A dotted line that shows a theoretical course.
struct GuideSettings: MarkSettings {
    static let name = "guide"
    static let summary = "A dotted line of theory through x and y."
    static let columns = ["x", "y"]
    static let required: Set<String> = ["sql"]
    static let settings: [Setting<GuideSettings>] = [
        Setting("sql", \.sql, "A SELECT that gives x and y."),
        Setting("label", \.label, "What it is; maths between dollars, in single quotes."),
    ]

    var sql = ""
    var label = ""

    init() {}

    func validate() throws { try needQuery() }

    func marks(_ data: MarkData) -> [any Mark] {
        data.series.map { series in
            let name = series.name ?? (label.isEmpty ? nil : label)
            return GuideMark(series.samples, label: name, isOverCells: !data.frame.heats.isEmpty)
        }
    }
}

/// A short text at a point.
struct NoteSettings: MarkSettings {
    static let name = "note"
    static let summary = "A few words at a point of the data, or in a corner."
    static let columns: [String] = []
    /// The position of the text.
    enum Corner: String, CaseIterable {
        case point
        case topLeft = "top-left"
        case topRight = "top-right"
        case bottomLeft = "bottom-left"
        case bottomRight = "bottom-right"
    }

    static let settings: [Setting<NoteSettings>] = [
        Setting("text", \.text, "What to say."),
        Setting("x", \.x, in: .finite, "The point's place."),
        Setting("y", \.y, in: .finite, "The point's value."),
        Setting("corner", \.corner, "The corner that it stands in, instead of at a point."),
    ]

    let sql = ""
    var text = ""
    var x = 0.0
    var y = 0.0
    var corner = Corner.point

    init() {}

    func marks(_ data: MarkData) -> [any Mark] {
        let place: NoteMark.Corner? =
            switch corner {
            case .point: nil
            case .topLeft: .topLeft
            case .topRight: .topRight
            case .bottomLeft: .bottomLeft
            case .bottomRight: .bottomRight
            }
        return [place.map { NoteMark(text, in: $0) } ?? NoteMark(text, x: data.frame.x(x), y: data.frame.y(y))]
    }
}
