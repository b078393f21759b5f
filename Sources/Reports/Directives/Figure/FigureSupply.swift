import Cells
import Charts
import Experiments
import Foundation
import Storage

/// The figures of the pages, drawn on all processors while the pages are written.
final class FigureSupply: @unchecked Sendable {
    // All of these may be used from any thread.
    private let plan: Plan
    private let archive: Archive
    private let results: Results
    private let store: FigureStore
    private let looks: SeriesLooks
    /// The runs that figures draw.
    let runs: DerivedStore
    /// The figures drawn in advance; used only by the thread that writes the pages.
    private var ahead: WorkAhead<Order, DrawnFigure>?

    /// A figure that a chapter's page shows.
    struct Order: Hashable, Sendable {
        /// The index of its chapter.
        var chapter: Int
        var id: String
        /// The prefixes of the ids of its drawings.
        var ids: PageIdentifiers.Drawing
    }

    init(plan: Plan, archive: Archive, results: Results, store: FigureStore) {
        self.plan = plan
        self.archive = archive
        self.results = results
        self.store = store
        looks = plan.book.looks
        runs = DerivedStore(memo: archive.memo, kind: "drawn run")
    }

    /// Runs `body`, which asks for figures roughly in the given order, while other threads draw them in advance.
    func drawing<Result>(_ orders: [Order], while body: () throws -> Result) rethrows -> Result {
        let ahead = WorkAhead(for: orders, made)
        self.ahead = ahead
        defer {
            self.ahead = nil
            ahead.end()
        }
        return try body()
    }

    /// A figure for a page; throws `QueryFault`, `ValueFault`, an `Outage`, `ChartError` or the archive's errors.
    func figure(_ order: Order) throws -> DrawnFigure { try ahead?.result(for: order) ?? made(order) }

    /// The key under which a figure's drawing is cached.
    func key(_ order: Order) throws -> String {
        let (placed, directive) = try directive(order)
        return try FigureStore.key(
            placed,
            data: dataDigest(of: directive),
            ids: order.ids,
            small: isSmall(order.id)
        )
    }

    private func directive(_ order: Order) throws -> (PlacedDirective, FigureDirective) {
        let placed = plan.book.chapters[order.chapter].orderedDirectives.first { $0.id == order.id }
        guard let placed, let directive = placed.directive as? FigureDirective else {
            preconditionFailure("there is no figure \(order.id)")
        }
        return (placed, directive)
    }

    /// Whether the landing page shows a figure.
    private func isSmall(_ id: String) -> Bool { plan.book.landingFigures.contains { $0.id == id } }

    private func made(_ order: Order) throws -> DrawnFigure {
        let directive = try directive(order).1
        let marks = try marks(of: directive)
        if !marks.isEmpty, marks.allSatisfy(\.isEmpty) { return DrawnFigure(marks: marks) }
        let drawn = try store.figure(try key(order), id: order.id, ids: order.ids, small: isSmall(order.id)) {
            try figure(directive)
        }
        return DrawnFigure(marks: marks, drawing: .init(content: drawn.content, files: drawn.files))
    }

    /// The marks that draw rows, each with its panel, and whether its query gives none.
    private func marks(of directive: FigureDirective) throws -> [DrawnFigure.Mark] {
        guard directive.isPlot else { return [] }
        return try directive.plot.queries.filter { !$0.columns.isEmpty }.map { query in
            let panel = (Int(query.path[1]) ?? 0) + 1
            return .init(
                name: "\(query.mark) of panel \(panel)",
                isEmpty: try results.plottedRows(directive.question(query.sql)) == 0
            )
        }
    }

    /// A digest of a figure's data: the key of its run's analysis, or its queries' answers and the colours of names.
    func dataDigest(of directive: FigureDirective) throws -> String {
        guard directive.isPlot else { return plan.run(drawnBy: directive)?.analysis.text ?? "" }
        let answers = try directive.plot.queries.map { try results.digest(of: directive.question($0.sql)) }
        return (answers + [looks.text]).joined(separator: "\n")
    }

    /// The figure itself, from a run's record or from queries.
    private func figure(_ directive: FigureDirective) throws -> Figure {
        guard directive.isPlot else {
            guard let run = plan.run(drawnBy: directive), let drawn = try drawnRun(run) else {
                throw ValueFault("the run of '\(directive.from)' is not in the archive")
            }
            if directive.view == .portrait {
                return try PortraitFigure(record: drawn.record, analysis: drawn.analysis, directive: directive).figure()
            }
            return RunFigures(drawn.record, drawn.analysis, run.specification, directive).figure()
        }
        return try PlotFigure(directive: directive, results: results, looks: looks).figure()
    }

    /// A run with its analysis, both of which figures need.
    private struct DrawnRun: Codable {
        var record: RunRecord
        var analysis: AnalysisRecord
    }

    /// The run that a figure draws, cached between builds; nil when it is not stored.
    private func drawnRun(_ run: PlannedExperiment.Run) throws -> DrawnRun? {
        let decoder = JSONDecoder.exact
        if let data = try runs.content(run.analysis.text), let kept = try? decoder.decode(DrawnRun.self, from: data) {
            return kept
        }
        guard let record = try archive.record(for: run.key), let analysis = try archive.analysis(for: run.analysis)
        else {
            return nil
        }
        let drawn = DrawnRun(record: record, analysis: analysis)
        runs.keep(try JSONEncoder.sorted.encode(drawn), under: run.analysis.text)
        return drawn
    }

    /// The keys under which figures' runs are cached.
    var runKeys: Set<String> {
        let figures = plan.book.chapters.flatMap(\.orderedDirectives).compactMap { $0.directive as? FigureDirective }
        return Set(figures.compactMap { plan.run(drawnBy: $0)?.analysis.text })
    }
}
