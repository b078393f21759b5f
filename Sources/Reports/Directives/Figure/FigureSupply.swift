import Charts
import Experiments
import Foundation
import Storage

/// What pages show of figures, drawn by every processor while the pages are written.
final class FigureSupply: @unchecked Sendable {
    // All of these may be asked by any thread.
    private let plan: Plan
    private let archive: Archive
    private let results: Results
    private let store: FigureStore
    /// The runs that figures draw.
    let runs: DerivedStore
    /// What is drawn ahead; changed and asked by the thread alone that writes the pages.
    private var ahead: WorkAhead<Order, DrawnFigure>?

    /// A figure that a chapter's page shows.
    struct Order: Hashable, Sendable {
        /// The index of its chapter.
        var chapter: Int
        var id: String
        /// What begins the identifiers of its drawings.
        var ids: PageIdentifiers.Drawing
    }

    init(plan: Plan, archive: Archive, results: Results, store: FigureStore) {
        self.plan = plan
        self.archive = archive
        self.results = results
        self.store = store
        runs = DerivedStore(memo: archive.memo, kind: "drawn run")
    }

    /// Runs `body`, which will ask for figures about in the order given, while they are drawn ahead.
    func drawing<Result>(_ orders: [Order], while body: () throws -> Result) rethrows -> Result {
        let ahead = WorkAhead(for: orders, made)
        self.ahead = ahead
        defer {
            self.ahead = nil
            ahead.end()
        }
        return try body()
    }

    /// What a page shows of a figure; throws `QueryFault`, `ValueFault`, an `Outage`, `ChartError` or the archive's faults.
    func figure(_ order: Order) throws -> DrawnFigure { try ahead?.result(for: order) ?? made(order) }

    /// Under what the drawing of a figure is kept.
    func key(_ order: Order) throws -> String {
        let (placed, directive) = try directive(order)
        return try FigureStore.key(placed, data: dataDigest(of: directive), ids: order.ids)
    }

    private func directive(_ order: Order) throws -> (PlacedDirective, FigureDirective) {
        let placed = plan.book.chapters[order.chapter].orderedDirectives.first { $0.id == order.id }
        guard let placed, let directive = placed.directive as? FigureDirective else {
            preconditionFailure("there is no figure \(order.id)")
        }
        return (placed, directive)
    }

    private func made(_ order: Order) throws -> DrawnFigure {
        let directive = try directive(order).1
        let marks = try marks(of: directive)
        if !marks.isEmpty, marks.allSatisfy(\.isEmpty) { return DrawnFigure(marks: marks) }
        let drawn = try store.figure(try key(order), id: order.id, ids: order.ids) { try figure(directive) }
        return DrawnFigure(marks: marks, drawing: .init(content: drawn.content, files: drawn.files))
    }

    /// The marks that draw rows, each with its panel, and whether there are none.
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

    /// A digest of the data that a figure shows: the key of its run's analysis, or its queries' answers.
    func dataDigest(of directive: FigureDirective) throws -> String {
        guard directive.isPlot else { return plan.run(drawnBy: directive)?.analysis.text ?? "" }
        return try directive.plot.queries.map { try results.digest(of: directive.question($0.sql)) }.joined(
            separator: "\n"
        )
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
        return try PlotFigure(directive: directive, results: results).figure()
    }

    /// A run with its analysis, as figures need both.
    private struct DrawnRun: Codable {
        var record: RunRecord
        var analysis: AnalysisRecord
    }

    /// A run that a figure draws, which is kept between builds as queries' answers are; nil when it is not stored.
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

    /// Under what the runs are kept that figures draw.
    var runKeys: Set<String> {
        let figures = plan.book.chapters.flatMap(\.orderedDirectives).compactMap { $0.directive as? FigureDirective }
        return Set(figures.compactMap { plan.run(drawnBy: $0)?.analysis.text })
    }
}
