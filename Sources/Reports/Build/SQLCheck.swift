import Diagnostics
public import Storage

/// Compiles every query of the book against the archive's tables, before anything has run, and looks up the columns that
/// the book names.
final class SQLCheck {
    fileprivate let archive: Archive
    private let views: QueryViews
    /// The columns of the queries compiled so far; several numbers of the prose stand for one query.
    private var known: [String: [String]] = [:]
    /// Compiles what will be asked for; nil while nothing is checked.
    private var ahead: WorkAhead<String, [String]>?
    /// The queries that are at fault themselves: those that read them are not as well.
    private var faulty: Set<NamedQuery> = []

    /// A check on an archive that knows `views`.
    init(archive: Archive, views: QueryViews) {
        self.archive = archive
        self.views = views
    }

    func faults(in book: Book) -> [Diagnostic] {
        let directives = book.chapters.flatMap(\.orderedDirectives)
        let numbers = book.numbers
        let texts = views.all.map(\.sql) + directives.flatMap { Self.texts(of: $0.directive) }
        let ahead = WorkAhead(for: texts) { [archive] in try archive.columns(of: $0) }
        self.ahead = ahead
        defer {
            self.ahead = nil
            ahead.end()
        }
        faulty = Set(views.all.filter { !compiles($0.sql) })
        return directives.flatMap(faults) + numbers.compactMap { column(of: $0, in: book) }
    }

    /// The texts of a directive whose columns are looked up.
    private static func texts(of directive: any Directive) -> [String] {
        guard let claim = directive as? ClaimDirective else { return Results.questions(of: directive).map(\.sql) }
        return [claim.sql, claim.grid?.sql].compactMap { $0 }
    }

    private func compiles(_ sql: String) -> Bool { (try? columns(of: sql)) != nil }

    private func faults(in placed: PlacedDirective) -> [Diagnostic] {
        guard faulty.isDisjoint(with: Results.questions(of: placed.directive).map(\.sql).flatMap(views.needed)) else {
            return []
        }
        switch placed.directive {
        case let query as QueryDirective: return [fault(query.sql, at: ["sql"], in: placed)].compactMap { $0 }
        case let claim as ClaimDirective:
            if let fault = fault(claim.sql, at: ["sql"], in: placed) { return [fault] }
            return [condition(claim, in: placed), measure(claim, in: placed)].compactMap { $0 }
                + grid(claim, in: placed)
        case let figure as FigureDirective:
            let queries = (try? figure.plot.queries) ?? []
            return queries.compactMap { query in
                fault(query.sql, at: query.path, in: placed) ?? columns(of: query, in: placed)
            }
        default: return []
        }
    }

    private func columns(of sql: String) throws -> [String] {
        if let columns = known[sql] { return columns }
        let columns = try ahead?.result(for: sql) ?? archive.columns(of: sql)
        known[sql] = columns
        return columns
    }

    private func fault(_ sql: String, at path: [String], in placed: PlacedDirective) -> Diagnostic? {
        do {
            _ = try columns(of: sql)
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
        return placed.diagnostic(fault, at: path)
    }

    /// The columns that a mark draws.
    private func columns(of query: PlotSettings.Query, in placed: PlacedDirective) -> Diagnostic? {
        guard let columns = try? columns(of: query.sql),
            let missing = query.columns.first(where: { !columns.contains($0) })
        else { return nil }
        return Diagnostic(
            "figure.column",
            at: placed.source.place(of: query.path),
            "\(placed.id): the query of a \(query.mark) gives no column '\(missing)'",
            help: Self.help(for: missing, among: columns)
        )
    }

    /// The nearest name, or what there is; a name of one or two letters is near to every other.
    private static func help(for missing: String, among columns: [String]) -> String {
        if missing.count > 2, let near = NearMiss.nearest(to: missing, in: columns) {
            return "did you mean '\(near)'? name it by AS \(missing)"
        }
        return "name it by AS, such as SELECT step AS x, loss AS y; found: " + columns.joined(separator: ", ")
    }

    /// The columns behind a number of the prose; a number whose source is unknown was reported before.
    private func column(of number: CheckedNumber, in book: Book) -> Diagnostic? {
        guard let key = try? ValueKey(number.key) else { return nil }
        do {
            switch book.sources[key.source] {
            case let query as QueryDirective: try check(key, of: query)
            case let claim as ClaimDirective: try check(key, of: claim)
            default: break
            }
            return nil
        } catch {
            let fault = error as? ValueFault
            return Diagnostic("value.column", at: number.place, fault?.message ?? "\(error)", help: fault?.help)
        }
    }

    private func check(_ key: ValueKey, of query: QueryDirective) throws {
        guard let columns = try? columns(of: query.sql) else { return }
        for name in key.names.prefix(1) + key.conditions.map(\.column) {
            _ = try ValueRows.column(name, of: key.source, among: columns)
        }
        guard key.names.count <= 2, key.names.dropFirst().allSatisfy({ Int($0) ?? 0 > 0 }) else {
            throw ValueFault(
                "'\(key.names.dropFirst().joined(separator: "."))' is no row of query '\(key.source)'",
                help: "rows are counted from 1, or named by what they hold: \(key.source).\(key.names[0])[column=value]"
            )
        }
    }

    private func check(_ key: ValueKey, of claim: ClaimDirective) throws {
        guard let columns = try? columns(of: claim.sql) else { return }
        let (first, second) = (key.names[0], key.names.dropFirst().first)
        let isKnown =
            switch second {
            case nil: ["trials", "holds", "share"].contains(first)
            case let name? where first == "sensitivity" && claim.grid != nil: Sensitivity.names.contains(name)
            case let name?: ["median", "min", "max"].contains(name) && columns.contains(first)
            }
        guard isKnown, key.names.count <= 2, key.conditions.isEmpty else { throw ValueFault.noStatistic(key) }
    }

    private func measure(_ claim: ClaimDirective, in placed: PlacedDirective) -> Diagnostic? {
        guard !claim.measure.isEmpty, let columns = try? columns(of: claim.sql),
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

extension SQLCheck {
    /// What is wrong with a claim's grid: its query, what the claim asks of each row, the columns that make the grid.
    private func grid(_ claim: ClaimDirective, in placed: PlacedDirective) -> [Diagnostic] {
        guard let grid = claim.grid else { return [] }
        let path = ["sensitivity", "sql"]
        if let fault = fault(grid.sql, at: path, in: placed) { return [fault] }
        guard let columns = try? columns(of: grid.sql) else { return [] }
        func missing(_ name: String, at key: String, _ what: String) -> Diagnostic? {
            guard !name.isEmpty, !columns.contains(name) else { return nil }
            return Diagnostic(
                "claim.sensitivity",
                at: placed.source.place(of: ["sensitivity", key]),
                "\(claim.id): the query of the sensitivity gives no column '\(name)'\(what)",
                help: NearMiss.help(for: name, in: columns)
            )
        }
        return [
            missing(grid.rows, at: "rows", ""), missing(grid.columns, at: "columns", ""),
            missing(claim.measure, at: "sql", ", which is measured"), condition(claim, of: grid, in: placed),
        ].compactMap { $0 }
    }

    /// The claim's condition over the rows of its grid; the condition itself has been checked before.
    private func condition(_ claim: ClaimDirective, of grid: SensitivitySettings, in placed: PlacedDirective)
        -> Diagnostic?
    {
        do {
            try archive.check(sql: grid.sql, expect: claim.condition)
            return nil
        } catch {
            let fault = error as? QueryFault
            let message = "\(claim.id): the rule cannot be asked of the sensitivity's rows: "
            return Diagnostic(
                "claim.sensitivity",
                at: placed.source.place(of: ["sensitivity", "sql"]),
                message + (fault?.message ?? "\(error)"),
                help: fault?.help
            )
        }
    }
}

extension QueryFault.Kind {
    /// The kind as diagnostics spell it, words parted by hyphens.
    public var name: String {
        rawValue.map { $0.isUppercase ? "-" + $0.lowercased() : String($0) }.joined()
    }
}
