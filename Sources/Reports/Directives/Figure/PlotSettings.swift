import Charts
import Diagnostics
import Foundation
import Settings

/// The axis and panels of a figure as its author wrote them.
struct PlotSettings: Sendable {
    var x: AxisSettings
    var panels: [PanelSettings]

    /// Reads the axis and the panels; throws `SettingFaults` with every fault, whose paths begin at the figure's
    /// root.
    init(x: Value, panels: Value) throws {
        var collector = FaultCollector()
        self.x = collector.read(AxisSettings(), at: ["x"]) { try AxisSettings(reading: x) }
        guard case .list(let items) = panels, !items.isEmpty else {
            collector.add(SettingFault(.wrongType, at: ["panels"], "panels is a list of at least one map"))
            throw SettingFaults(collector.faults)
        }
        self.panels = items.enumerated().map { index, item in
            collector.read(PanelSettings(), at: ["panels", String(index)]) { try PanelSettings(reading: item) }
        }
        collector.read((), at: ["panels"]) { try checkHeats() }
        try collector.finish()
    }

    /// The fault of heat maps whose panels mix names and steps along the shared x axis.
    private func checkHeats() throws {
        let heats = panels.enumerated().flatMap { panel, settings in
            settings.placedMarks.compactMap { mark in
                (mark.settings as? HeatSettings).map {
                    (["\(panel)", "marks", "\(mark.index)", mark.name], $0.across.rawValue)
                }
            }
        }
        guard let first = heats.first, let other = heats.first(where: { $0.1 != first.1 }) else { return }
        let message = "the figure's x axis shows \(first.1) already, and cannot show \(other.1) too"
        throw SettingFault(.conflict, at: other.0, message, help: "give each of them a figure of its own")
    }

    /// A mark's query.
    struct Query {
        /// Its path from the figure's root.
        var path: [String]
        /// The kind of mark.
        var mark: String
        var sql: String
        /// The columns that the mark draws.
        var columns: [String]
    }

    /// Every query of the plot.
    var queries: [Query] {
        panels.enumerated().flatMap { panel, settings in
            settings.tallies(path: ["panels", "\(panel)", "tally"])
                + settings.placedMarks.flatMap { mark in
                    mark.settings.queries.map { query in
                        Query(
                            path: ["panels", "\(panel)", "marks", "\(mark.index)", mark.name, query.key],
                            mark: mark.name,
                            sql: query.sql,
                            columns: query.columns
                        )
                    }
                }
        }
    }
}

/// Reads parts of a tree one by one and collects their faults, so that all can be reported at once.
private struct FaultCollector {
    private(set) var faults: [SettingFault] = []

    mutating func add(_ fault: SettingFault) { faults.append(fault) }

    /// The result of `body`, or `standIn` when it fails; `path` is prepended to the paths of its faults.
    mutating func read<Part>(_ standIn: Part, at path: [String], _ body: () throws -> Part) -> Part {
        do {
            return try body()
        } catch let error as SettingFaults {
            faults += error.faults.map { $0.under(path) }
        } catch let fault as SettingFault {
            faults.append(fault.under(path))
        } catch {
            faults.append(SettingFault(.wrongType, at: path, "\(error)"))
        }
        return standIn
    }

    /// Throws the collected faults if there are any.
    func finish() throws {
        if !faults.isEmpty { throw SettingFaults(faults) }
    }
}

/// An axis of a plot.
struct AxisSettings: Configurable {
    static let name = "axis"
    static let summary = "An axis of a plot."
    /// The scale of an axis.
    enum Kind: String, CaseIterable { case linear, log, symlog }

    static let settings: [Setting<AxisSettings>] = [
        Setting("label", \.label, "What it measures, with its unit; maths between dollars, in single quotes."),
        Setting("scale", \.scale, "How values become distances."),
        Setting("constant", \.constant, in: .positive, "Where symlog turns from linear to logarithmic."),
        Setting("include", \.included, each: .finite, "Values that must be inside and labelled."),
        Setting("zero", \.hasZero, "Whether a log axis keeps a place for zero, where zeros occur."),
        Setting("limits", \.limits, each: .finite, "The ends to keep to."),
    ]

    var label = ""
    var scale = Kind.linear
    var constant = 1.0
    var included: [Double] = []
    var limits: [Double] = []
    var hasZero = false

    init() {}

    func validate() throws {
        guard limits.isEmpty || limits.count == 2 && limits[0] < limits[1] else {
            throw SettingFault(.outOfRange, at: ["limits"], "limits are a lower and an upper end")
        }
        guard scale != .log || (included + limits).allSatisfy({ $0 > 0 }) else {
            throw SettingFault(.outOfRange, at: ["include"], "a log axis holds positive values only")
        }
        guard !hasZero || scale == .log && limits.isEmpty else {
            throw SettingFault(.conflict, at: ["zero"], "only a log axis without limits keeps a place for zero")
        }
    }

    /// The axis; `values` are those that it must show.
    func axis(of values: [Double]) -> Axis {
        let scale: Scale =
            switch self.scale {
            case .log: hasZero ? logOrZero(values) : .log
            case .symlog: .symlog(constant: constant)
            case .linear: .linear
            }
        return Axis(
            label.isEmpty ? nil : label,
            scale: scale,
            limits: limits.isEmpty ? nil : limits[0]...limits[1],
            includes: included
        )
    }

    /// A logarithmic scale with a position for zero: a twelfth of the axis, and at least a third of a decade, before
    /// the least positive value.
    private func logOrZero(_ values: [Double]) -> Scale {
        guard values.contains(0) else { return .log }
        let positive = (values + included).filter { $0 > 0 && $0.isFinite }
        // If all values are zero, the scale is set around 1.
        let (least, most) = (positive.min() ?? 1, positive.max() ?? 1)
        return .logOrZero(least: least, gap: max(log10(most / least) / 12, 1.0 / 3))
    }
}

/// A panel of a plot.
struct PanelSettings: Configurable {
    static let name = "panel"
    static let summary = "A panel of a plot."
    static let settings: [Setting<PanelSettings>] = [
        Setting("title", \.title, "What it shows; maths between dollars, in single quotes."),
        Setting("y", \.y, .settings(AxisSettings.self), "The y axis: {label, scale, include, limits}."),
        Setting(
            "height",
            \.height,
            in: .closed(0...1600),
            "The plot's height in pixels; 0 is 220, or what the names along y need."
        ),
        Setting(
            "aspect",
            \.aspect,
            in: .closed(0...10),
            "Width over height of the plot, instead of a height; 0 for none."
        ),
        Setting("tally", \.tally, "A SELECT of one text or number that is put after the title, such as a count."),
        Setting(
            "marks",
            \.marks,
            .list(.unit(Marks.kinds), atLeast: 1),
            allowed: "a list of maps",
            "What is drawn, from back to front: a list of {line: …}, {dots: …}, {rule: …}, …"
        ),
    ]
    static let required: Set<String> = ["marks"]

    var title = ""
    var y = Value.null
    var height = 0.0
    var aspect = 0.0
    var tally = ""
    var marks = Value.null
    /// The marks that were read.
    private(set) var placedMarks: [(index: Int, name: String, settings: any MarkSettings)] = []
    private(set) var axis = AxisSettings()

    init() {}

    init(reading value: Value) throws {
        var collector = FaultCollector()
        var panel = PanelSettings()
        collector.read((), at: []) { try panel.readSettings(value) }
        self = panel
        if height > 0, height < 60 {
            collector.add(SettingFault(.outOfRange, at: ["height"], "a plot is at least 60 pixels high"))
        }
        if aspect > 0, aspect < 0.2 {
            collector.add(SettingFault(.outOfRange, at: ["aspect"], "a plot is at most five times as high as wide"))
        }
        axis = collector.read(AxisSettings(), at: ["y"]) { try AxisSettings(reading: y) }
        if case .list(let items) = marks, !items.isEmpty {
            for (index, item) in items.enumerated() {
                let mark = collector.read(nil, at: ["marks", String(index)]) { try Self.mark(item) }
                if let mark { placedMarks.append((index, mark.name, mark.settings)) }
            }
        } else {
            let help = "write marks: and a list of them"
            collector.add(SettingFault(.missing, at: [], "the panel has no marks", help: help))
        }
        try collector.finish()
    }

    /// The query of the count in the title, if there is one.
    func tallies(path: [String]) -> [PlotSettings.Query] {
        tally.isEmpty ? [] : [PlotSettings.Query(path: path, mark: "tally", sql: tally, columns: [])]
    }

    private static func mark(_ value: Value) throws -> (name: String, settings: any MarkSettings)? {
        let named = try NamedUnit("mark", in: Marks.kinds, named: { $0.name }, value)
        let settings = try SettingFaults.under(named.path) { try named.unit.init(reading: named.settings) }
        return (named.unit.name, settings)
    }
}
