import Foundation
import Diagnostics
import Settings
import Storage

extension ClaimDirective: PageDirective, NumberSource {
    static var resultName: String? { "claim" }

    var prose: [[String]] {
        [["says"], ["rule"], ["cites"], ["changes"], ["sensitivity", "note"]]
            + earlierRules.indices.flatMap { index in EarlierRule.prose.map { ["changed", "\(index)", $0] } }
    }

    var files: [String] {
        ([id] + (grid == nil ? [] : [gridReplay])).map(PageContext.replayPath)
    }

    /// The name of the script that replays the grid; an identifier has no full stop.
    var gridReplay: String { id + ".grid" }

    var searched: String { statement }

    var queries: [WrittenSQL] {
        [WrittenSQL(path: ["sql"], sql: sql)]
            + (grid.map { [WrittenSQL(path: ["sensitivity", "sql"], sql: $0.sql)] } ?? [])
    }

    var conditions: [WrittenSQL] { [WrittenSQL(path: ["expect"], sql: condition)] }

    var asked: [Question] { decisions + soundness + [.unrecorded] }

    /// A claim that is expected to be undecided may have no rows, without a warning.
    var mayFindNothing: Bool { expected == .undecided }

    func faults(of placed: PlacedDirective, in check: PlanCheck) -> [Diagnostic] {
        let figures = check.drawnIDs
        guard !figure.isEmpty, !figures.contains(figure), !check.book.faultyIDs.contains(figure) else { return [] }
        return [DashboardCheck.unknown("figure", figure, at: placed.source.place(of: ["figure"]), among: figures)]
    }

    func faults(of placed: PlacedDirective, in check: SQLCheck) -> [Diagnostic] {
        ClaimSQLCheck(claim: self, placed: placed, check: check).faults
    }

    func answers(from results: Results) -> [Answer] {
        [
            Answer(path: ["sql"]) {
                let trials = try results.trials(of: self)
                _ = try results.answer(to: self)
                return trials
            }
        ]
    }

    /// The query's fault with a position in the author's text.
    ///
    /// The query is run inside a larger text, whose positions mean nothing to the author; so it is run alone to find
    /// its own fault.
    func asWritten(_ fault: QueryFault, from results: Results) throws -> QueryFault {
        guard fault.source == .sql else { return fault }
        do {
            _ = try results.table(question(sql))
        } catch let own as QueryFault {
            return own
        }
        var elsewhere = fault
        elsewhere.position = nil
        return elsewhere
    }

    func content(from inputs: PageInputs) -> [String]? {
        guard let answer = try? inputs.results.answer(to: self),
            let outcome = try? JSONEncoder.sorted.encode(ClaimOutcome(self, answer))
        else { return nil }
        let table = try? grid.map { try inputs.results.table(question($0.trials(condition))).digest }
        return [String(decoding: outcome, as: UTF8.self), answer.table.digest, table ?? ""]
    }

    func html(_ placed: PlacedDirective, in context: PageContext) throws -> Markup {
        try ClaimPart(claim: self, placed: placed, context: context).html()
    }

    // MARK: - Numbers

    func check(_ key: ValueKey, in check: SQLCheck) throws {
        guard let columns = try? check.columns(of: sql) else { return }
        let (first, second) = (key.names[0], key.names.dropFirst().first)
        let isKnown =
            switch second {
            case nil: ["trials", "holds", "share"].contains(first)
            case let name? where first == "sensitivity" && grid != nil: Sensitivity.names.contains(name)
            case let name?: ["median", "min", "max"].contains(name) && columns.contains(first)
            }
        guard isKnown, key.names.count <= 2, key.conditions.isEmpty else { throw ValueFault.noStatistic(key) }
    }

    /// A number of the claim.
    ///
    /// `M4.trials`, `M4.holds`, `M4.share` in per cent; a column's `M4.lead.median`, `.min`, `.max`; or cells of its
    /// grid, such as `M4.sensitivity.reproduced`.
    func number(_ key: ValueKey, from results: Results) throws -> ValueCheck.Found {
        ValueCheck.Found(number: try number(key, in: results.answer(to: self)))
    }

    private func number(_ key: ValueKey, in answer: ClaimAnswer) throws -> Double {
        switch (key.names[0], key.names.dropFirst().first) {
        case ("sensitivity", let name?):
            if let count = answer.sensitivity?.count(named: name) { return Double(count) }
        case ("trials", nil): return Double(answer.verdict.trials)
        case ("holds", nil): return Double(answer.verdict.holds)
        case ("share", nil) where answer.verdict.trials > 0:
            return 100 * Double(answer.verdict.holds) / Double(answer.verdict.trials)
        case (let column, let statistic?):
            guard let numbers = answer.numbers(column)?.sorted(), !numbers.isEmpty else { break }
            switch statistic {
            case "min": return numbers[0]
            case "max": return numbers[numbers.count - 1]
            case "median": return Spread(numbers)?.median ?? numbers[0]
            default: break
            }
        default: break
        }
        throw ValueFault.noStatistic(key)
    }
}
