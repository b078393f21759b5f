import Diagnostics
import Storage

/// Compiles every query of the book against the archive's tables, before anything has run.
struct SQLCheck {
    let archive: Archive

    func faults(in chapters: [Chapter]) -> [Diagnostic] {
        chapters.flatMap(\.orderedDirectives).flatMap(faults)
    }

    private func faults(in placed: PlacedDirective) -> [Diagnostic] {
        switch placed.directive {
        case let query as QueryDirective: return [fault(query.sql, at: ["sql"], in: placed)].compactMap { $0 }
        case let claim as ClaimDirective:
            if let fault = fault(claim.sql, at: ["sql"], in: placed) { return [fault] }
            return [condition(claim, in: placed), measure(claim, in: placed)].compactMap { $0 }
        case let figure as FigureDirective:
            let queries = (try? figure.plot.queries) ?? []
            return queries.compactMap { fault($0.sql, at: $0.path, in: placed) }
        default: return []
        }
    }

    private func fault(_ sql: String, at path: [String], in placed: PlacedDirective) -> Diagnostic? {
        do {
            _ = try archive.columns(of: sql)
            return nil
        } catch {
            return diagnostic(error, at: path, in: placed)
        }
    }

    private func condition(_ claim: ClaimDirective, in placed: PlacedDirective) -> Diagnostic? {
        do {
            try archive.check(sql: claim.sql, expect: claim.condition)
            return nil
        } catch {
            return diagnostic(error, at: ["expect"], in: placed)
        }
    }

    private func diagnostic(_ error: any Error, at path: [String], in placed: PlacedDirective) -> Diagnostic {
        guard let fault = error as? QueryFault else {
            return Diagnostic("query.sql", at: placed.source.place(of: path), "\(placed.id): \(error)")
        }
        var place = placed.source.place(of: path, line: fault.position?.line, column: fault.position?.column)
        if let position = fault.position { place.length = position.length }
        return Diagnostic("query.\(fault.kind.rawValue)", at: place, "\(placed.id): \(fault.message)", help: fault.help)
    }

    private func measure(_ claim: ClaimDirective, in placed: PlacedDirective) -> Diagnostic? {
        guard !claim.measure.isEmpty, let columns = try? archive.columns(of: claim.sql),
            !columns.contains(claim.measure)
        else { return nil }
        return Diagnostic(
            "claim.measure",
            at: placed.source.place(of: ["measure"]),
            "\(claim.id): the query gives no column '\(claim.measure)'",
            help: NearMiss.help(for: claim.measure, in: columns)
        )
    }
}
