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
        let panels = try plot.panels.map { settings in
            Panel(
                settings.title.isEmpty ? nil : settings.title,
                y: settings.axis.axis,
                height: settings.height,
                marks: try settings.placedMarks.flatMap { try $0.settings.marks(data(of: $0.settings)) }
            )
        }
        return Figure(
            id: directive.id,
            width: directive.isWide ? 940 : 720,
            title: directive.alt,
            description: Self.description(panels),
            x: plot.x.axis,
            panels: panels,
            arrangement: directive.columns > 0 ? .grid(columns: directive.columns) : .stack
        )
    }

    private func data(of settings: any MarkSettings) throws -> MarkData {
        guard !settings.sql.isEmpty else { return MarkData() }
        let table = try results.plotted(settings.sql)
        for column in type(of: settings).columns where !table.columns.contains(column) {
            throw ValueFault("the query of a \(type(of: settings).name) gives no column '\(column)'")
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
