import Charts
import Diagnostics
import Training

/// A plot as its author spelled it out.
struct PlotSettings: Sendable {
    var x: AxisSettings
    var panels: [PanelSettings]

    /// Reads the axis and the panels; throws `SettingFaults`, paths from the figure's root.
    init(x: Value, panels: Value) throws {
        self.x = try SettingFaults.under(["x"]) { try AxisSettings(reading: x) }
        guard case .list(let items) = panels, !items.isEmpty else {
            throw SettingFaults([SettingFault(.wrongType, at: ["panels"], "panels is a list of at least one map")])
        }
        self.panels = try items.enumerated().map { index, item in
            try SettingFaults.under(["panels", String(index)]) { try PanelSettings(reading: item) }
        }
    }

    /// Every query with its path from the figure's root.
    var queries: [(path: [String], sql: String)] {
        panels.enumerated().flatMap { panel, settings in
            settings.placedMarks.compactMap { mark in
                mark.settings.sql.isEmpty
                    ? nil : (["panels", "\(panel)", "marks", "\(mark.index)", mark.name, "sql"], mark.settings.sql)
            }
        }
    }
}

/// An axis of a plot.
struct AxisSettings: Configurable {
    static let name = "axis"
    static let summary = "An axis of a plot."
    static let settings: [Setting<AxisSettings>] = [
        Setting("label", \.label, "What it measures, with its unit; maths between dollars."),
        Setting("scale", \.scale, among: ["linear", "log", "symlog"], "How values become distances."),
        Setting("constant", \.constant, in: .positive, "Where symlog turns from linear to logarithmic."),
        Setting("include", \.included, each: .finite, "Values that must be inside and labelled."),
        Setting("limits", \.limits, each: .finite, "The ends to keep to."),
    ]

    var label = ""
    var scale = "linear"
    var constant = 1.0
    var included: [Double] = []
    var limits: [Double] = []

    init() {}

    func validate() throws {
        guard limits.isEmpty || limits.count == 2 && limits[0] < limits[1] else {
            throw SettingFault(.outOfRange, at: ["limits"], "limits are a lower and an upper end")
        }
        guard scale != "log" || (included + limits).allSatisfy({ $0 > 0 }) else {
            throw SettingFault(.outOfRange, at: ["include"], "a log axis holds positive values only")
        }
    }

    var axis: Axis {
        let scale: Scale =
            switch self.scale {
            case "log": .log
            case "symlog": .symlog(constant: constant)
            default: .linear
            }
        return Axis(
            label.isEmpty ? nil : label,
            scale: scale,
            limits: limits.isEmpty ? nil : limits[0]...limits[1],
            includes: included
        )
    }
}

/// A panel of a plot.
struct PanelSettings: Configurable {
    static let name = "panel"
    static let summary = "A panel of a plot."
    static let settings: [Setting<PanelSettings>] = [
        Setting("title", \.title, "What it shows; maths between dollars."),
        Setting("y", \.y, "The y axis: {label, scale, include, limits}."),
        Setting("height", \.height, in: .closed(60...600), "The plot's height in pixels."),
        Setting("marks", \.marks, "What is drawn, from back to front: a list of {line: …}, {dots: …}, {rule: …}, …"),
    ]

    var title = ""
    var y = Value.null
    var height = 220.0
    var marks = Value.null
    /// The marks as read.
    private(set) var placedMarks: [(index: Int, name: String, settings: any MarkSettings)] = []
    private(set) var axis = AxisSettings()

    init() {}

    init(reading value: Value) throws {
        self.init()
        try self.readSettings(value)
        axis = try SettingFaults.under(["y"]) { try AxisSettings(reading: y) }
        guard case .list(let items) = marks, !items.isEmpty else {
            throw SettingFaults([
                SettingFault(.missing, at: [], "the panel has no marks", help: "write marks: and a list of them")
            ])
        }
        placedMarks = try items.enumerated().map { index, item in
            try SettingFaults.under(["marks", String(index)]) {
                let named = try Catalogue.unit("mark", in: Marks.kinds, named: { $0.name }, item)
                let settings = try SettingFaults.under(named.path) { try named.unit.init(reading: named.settings) }
                return (index, named.unit.name, settings)
            }
        }
    }
}
