import Charts
import Diagnostics
import Experiments
import Settings
import Storage

extension FigureDirective: PageDirective {
    static var resultName: String? { "figure" }

    var prose: [[String]] { [["caption"]] }

    var numberedAs: String? { "Figure" }

    var isDrawn: Bool { true }

    var searched: String { caption }

    var files: [String] { ["csv", "dark.png", "png", "svg"].map { "figures/\(id).\($0)" } }

    /// The paths of the axes' labels, the panels' titles, and the marks' texts.
    var drawnTexts: [[String]] {
        guard case .list(let panels) = panels else { return [] }
        return [["x", "label"]]
            + panels.enumerated().flatMap { index, panel in
                let start = ["panels", "\(index)"]
                guard case .list(let marks)? = panel["marks"] else { return [start + ["title"]] }
                let words = marks.enumerated().flatMap { number, mark -> [[String]] in
                    guard case .map(let entries) = mark, let name = entries.first?.name else { return [] }
                    return ["name", "label", "text", "colour"].map { start + ["marks", "\(number)", name, $0] }
                }
                return [start + ["title"], start + ["y", "label"]] + words
            }
    }

    /// The queries of its marks.
    private var plotQueries: [PlotSettings.Query] { (try? plot.queries) ?? [] }

    var queries: [WrittenSQL] { plotQueries.map { WrittenSQL(path: $0.path, sql: $0.sql) } }

    var plotted: [Question] { plotQueries.map { question($0.sql) } }

    var shownExperiments: [String] { from.isEmpty ? [] : [from] }

    func faults(of placed: PlacedDirective, in check: PlanCheck) -> [Diagnostic] {
        FigureCheck(check: check).faults(of: self, placed)
            + DrawnNames.warnings(in: self, placed)
    }

    func faults(of placed: PlacedDirective, in check: SQLCheck) -> [Diagnostic] {
        plotQueries.compactMap { query in
            check.fault(query.sql, at: query.path, in: placed) ?? Self.missingColumn(query, placed, check)
        }
    }

    /// The fault of a column that a mark draws but its query does not give.
    private static func missingColumn(
        _ query: PlotSettings.Query,
        _ placed: PlacedDirective,
        _ check: SQLCheck
    ) -> Diagnostic? {
        guard let columns = try? check.columns(of: query.sql),
            let missing = query.columns.first(where: { !columns.contains($0) })
        else { return nil }
        return Diagnostic(
            "figure.column",
            at: placed.source.place(of: query.path),
            "\(placed.id): the query of a \(query.mark) gives no column '\(missing)'",
            help: help(for: missing, among: columns)
        )
    }

    /// Suggests the nearest name, or lists the columns; names of one or two letters resemble every other.
    private static func help(for missing: String, among columns: [String]) -> String {
        if missing.count > 2, let near = NearMiss.nearest(to: missing, in: columns) {
            return "did you mean '\(near)'? name it by AS \(missing)"
        }
        return "name it by AS, such as SELECT step AS x, loss AS y; found: " + columns.joined(separator: ", ")
    }

    func answers(from results: Results) -> [Answer] {
        plotQueries.map { query in Answer(path: query.path) { try results.plottedRows(question(query.sql)) } }
    }

    func keys(from inputs: PageInputs) -> [String] {
        guard !isPlot else { return questions.map(inputs.results.key) }
        return inputs.plan.run(drawnBy: self).map { run in
            [run.analysis.text, run.isWhole(in: inputs.summaries) ? "" : "missing"]
        } ?? []
    }

    func content(from inputs: PageInputs) -> [String]? { try? [inputs.figures.dataDigest(of: self)] }

    func html(_ placed: PlacedDirective, in context: PageContext) throws -> Markup {
        try FigurePart(directive: self, placed: placed, context: context).html()
    }
}

extension Site {
    /// The figures of a chapter's page.
    func orders(ofChapter index: Int) -> [FigureSupply.Order] {
        let identifiers = PageContext(site: self, chapter: index).chapterIdentifiers
        return plan.book.chapters[index].orderedDirectives.filter(\.directive.isDrawn).map {
            .init(chapter: index, id: $0.id, ids: identifiers.drawing(of: $0.id))
        }
    }

    /// The failure of an experiment on which a figure depends; nil when all its data exist.
    func outage(of figure: FigureDirective) -> Outages.Outage? {
        guard figure.isPlot else {
            let isMissing = plan.run(drawnBy: figure).map { outages.keys.contains($0.key) } ?? false
            return isMissing ? outages.outage(of: figure.from) : nil
        }
        return outages.outage(within: .union(figure.questions.map(plan.views.visible)))
    }

    /// Whether a figure cannot be drawn because runs failed.
    func lacksResult(figure id: String) -> Bool {
        let figures = plan.book.chapters.flatMap(\.orderedDirectives).compactMap { $0.directive as? FigureDirective }
        return figures.first { $0.id == id }.map { outage(of: $0) != nil } ?? false
    }
}
