import Charts
import Foundation
import Settings
import Storage

/// Draws a figure from the panels and queries that its author wrote.
struct PlotFigure {
    let directive: FigureDirective
    let results: Results
    /// The looks of series in the book.
    let looks: SeriesLooks

    func figure() throws -> Figure {
        let plot = try directive.plot
        let data = try plot.panels.map { panel in try panel.placedMarks.map { try rows(of: $0.settings) } }
        var all = Self.frame(of: Array(zip(plot.panels, data)))
        all.looks = looks.looks(of: all.series)
        all.colours = looks.named
        let panels = try zip(plot.panels, data).map { panel, data in
            var frame = all
            let own = Self.frame(of: [(panel, data)])
            // Names along y belong to one panel, except in a grid, whose panels in a row share them.
            if own.y == nil || directive.columns == 0 { frame.y = own.y }
            if own.heats.isEmpty { frame.heats = [] }
            frame.yValues = own.yValues
            frame.hasOneBar = directive.columns > 0
            return Panel(
                try title(of: panel),
                y: axis(panel.y == .null && directive.columns > 0 ? plot.panels[0].axis : panel.axis, all, frame),
                height: height(of: panel, rows: frame.y?.names.count),
                aspect: panel.aspect > 0 ? panel.aspect : nil,
                marks: zip(panel.placedMarks, data).flatMap { mark, data in
                    mark.settings.marks(placed(data, of: mark.settings, in: frame))
                }
            )
        }
        return Figure(
            id: directive.id,
            width: directive.drawnWidth,
            title: directive.alt,
            description: Self.description(panels),
            x: all.x.map { Axis(plot.x.axis(of: []).label, scale: .rows($0.names)) } ?? plot.x.axis(of: all.xValues),
            panels: panels,
            arrangement: directive.columns > 0 ? .grid(columns: directive.columns) : .stack,
            palette: .book
        )
    }

    /// The values shared by the marks of some panels.
    private static func frame(of panels: [(PanelSettings, [MarkData])]) -> PlotFrame {
        var frame = PlotFrame()
        for (panel, data) in panels {
            for (mark, data) in zip(panel.placedMarks, data) { mark.settings.join(&frame, data) }
        }
        return frame
    }

    /// A panel's y axis as written, or with names instead of numbers.
    private func axis(_ axis: AxisSettings, _ all: PlotFrame, _ frame: PlotFrame) -> Axis {
        let plain = axis.axis(of: directive.columns > 0 ? all.yValues : frame.yValues)
        return frame.y.map { Axis(plain.label, scale: .rows($0.names)) } ?? plain
    }

    /// The panel's title with its count.
    private func title(of panel: PanelSettings) throws -> String? {
        guard !panel.tally.isEmpty else { return panel.title.isEmpty ? nil : panel.title }
        let count = try results.plotted(directive.question(panel.tally)).rows.first?.first?.printed(digits: 3) ?? "none"
        return panel.title.isEmpty ? count : "\(panel.title): \(count)"
    }

    private func height(of panel: PanelSettings, rows: Int?) -> Double {
        guard panel.height == 0 else { return panel.height }
        guard let rows else { return 220 }
        return max(60, Double(rows) * (panel.placedMarks.map(\.settings.rowHeight).max() ?? 18))
    }

    /// A mark's data mapped to the axes, unless the mark itself maps its positions to names.
    private func placed(_ data: MarkData, of settings: any MarkSettings, in frame: PlotFrame) -> MarkData {
        var data = data
        if settings.namesItsPlaces { data.frame = frame } else { data.place(in: frame) }
        return data
    }

    private func rows(of settings: any MarkSettings) throws -> MarkData {
        var all: [String: MarkData] = [:]
        for query in settings.queries { all[query.key] = try rows(of: query, type(of: settings).name) }
        var data = all.removeValue(forKey: "sql") ?? MarkData()
        data.others = all
        return data
    }

    private func rows(of query: MarkQuery, _ mark: String) throws -> MarkData {
        let table = try results.plotted(directive.question(query.sql))
        for column in query.columns where !table.columns.contains(column) {
            throw ValueFault("the query of a \(mark) gives no column '\(column)'")
        }
        var data = MarkData()
        for (index, name) in table.columns.enumerated() {
            data.numbers[name] = table.rows.map { $0[index].number ?? .nan }
            data.cells[name] = table.rows.map { $0[index] }
        }
        return data
    }

    /// A text description with numbers, for screen readers.
    private static func description(_ panels: [Panel]) -> String {
        panels.enumerated().map { index, panel in
            let series = panel.marks.flatMap(\.series)
            let values = (series.flatMap(\.samples.y) + panel.marks.flatMap(numbers)).filter(\.isFinite)
            let range =
                values.isEmpty
                ? "no values"
                : "\(values.count) values from \(NumberText.significant(values.min() ?? 0, digits: 3)) "
                    + "to \(NumberText.significant(values.max() ?? 0, digits: 3))"
            let count = series.isEmpty ? panel.marks.count { $0.records != nil } : series.count
            return "Panel \(index + 1): \(count) series, \(range)."
        }.joined(separator: " ")
    }

    /// The numbers of a mark without a series over x: the last column of its records that holds numbers.
    private static func numbers(_ mark: any Mark) -> [Double] {
        guard let table = mark.records,
            let column = ["value", "y", "x"].lazy.compactMap(table.columns.firstIndex(of:)).first
        else { return [] }
        return table.rows.compactMap { Double($0[column]) }
    }
}
