import Charts
import Foundation
import Storage
import Training

/// A figure from panels and queries as its author spelled them out.
struct PlotFigure {
    let directive: FigureDirective
    let results: Results

    func figure() throws -> Figure {
        let plot = try directive.plot
        let data = try plot.panels.map { panel in try panel.placedMarks.map { try rows(of: $0.settings) } }
        let all = Self.frame(of: Array(zip(plot.panels, data)))
        let panels = zip(plot.panels, data).map { panel, data in
            var frame = all
            let own = Self.frame(of: [(panel, data)])
            // Names along y are those of the panel, but of all panels of a grid, whose rows are read across.
            if own.y == nil || directive.columns == 0 { frame.y = own.y }
            if own.heats.isEmpty { frame.heats = [] }
            return Panel(
                panel.title.isEmpty ? nil : panel.title,
                y: axis(panel.axis.axis, names: frame.y),
                height: height(of: panel, rows: frame.y?.names.count),
                marks: zip(panel.placedMarks, data).flatMap { mark, data in
                    mark.settings.marks(placed(data, of: mark.settings, in: frame))
                }
            )
        }
        return Figure(
            id: directive.id,
            width: directive.isWide ? 940 : 720,
            title: directive.alt,
            description: Self.description(panels),
            x: axis(plot.x.axis, names: all.x),
            panels: panels,
            arrangement: directive.columns > 0 ? .grid(columns: directive.columns) : .stack
        )
    }

    /// What the marks of some panels agree on.
    private static func frame(of panels: [(PanelSettings, [MarkData])]) -> PlotFrame {
        var frame = PlotFrame()
        for (panel, data) in panels {
            for (mark, data) in zip(panel.placedMarks, data) { mark.settings.join(&frame, data) }
        }
        return frame
    }

    /// An axis as written, or with names in place of numbers.
    private func axis(_ axis: Axis, names: Categories?) -> Axis {
        names.map { Axis(axis.label, scale: .rows($0.names)) } ?? axis
    }

    private func height(of panel: PanelSettings, rows: Int?) -> Double {
        guard panel.height == 0 else { return panel.height }
        guard let rows else { return 220 }
        return Double(rows) * (panel.placedMarks.map(\.settings.rowHeight).max() ?? 18)
    }

    /// A mark's data; marks that place themselves among names get them as they are.
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
        let table = try results.plotted(query.sql)
        for column in query.columns where !table.columns.contains(column) {
            throw ValueFault("the query of a \(mark) gives no column '\(column)'")
        }
        var data = MarkData()
        for (index, name) in table.columns.enumerated() {
            data.numbers[name] = table.rows.map { $0[index].number ?? .nan }
            data.texts[name] = table.rows.map { $0[index].printed(digits: 4) }
        }
        return data
    }

    /// What is drawn, with numbers, for those who cannot see it.
    private static func description(_ panels: [Panel]) -> String {
        panels.enumerated().map { index, panel in
            let series = panel.marks.flatMap(\.series)
            let values = series.flatMap(\.samples.y).filter(\.isFinite)
            let range =
                values.isEmpty
                ? "no values"
                : "\(values.count) values from \(NumberText.significant(values.min() ?? 0, digits: 3)) "
                    + "to \(NumberText.significant(values.max() ?? 0, digits: 3))"
            return "Panel \(index + 1): \(series.count) series, \(range)."
        }.joined(separator: " ")
    }
}
