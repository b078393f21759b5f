import Diagnostics
import Storage

/// Compiles every query of the book against the archive's tables before anything runs, and looks up the columns that
/// the book names.
final class SQLCheck {
    let archive: Archive
    private let views: QueryViews
    /// The columns of the queries compiled so far; several numbers in the prose use one query.
    private var known: [ExactText: [String]] = [:]
    /// Compiles queries in advance; nil while nothing is checked.
    private var ahead: WorkAhead<String, [String]>?
    /// The faulty queries; queries that read them are not reported as well.
    private var faulty: Set<NamedQuery> = []

    /// A check on an archive that knows `views`.
    init(archive: Archive, views: QueryViews) {
        self.archive = archive
        self.views = views
    }

    func faults(in book: Book) -> [Diagnostic] {
        let directives = book.chapters.flatMap(\.orderedDirectives)
        let numbers = book.numbers
        let texts = views.all.map(\.sql) + directives.flatMap { $0.directive.queries.map(\.sql) }
        let ahead = WorkAhead(for: texts) { [archive] in try archive.columns(of: $0) }
        self.ahead = ahead
        defer {
            self.ahead = nil
            ahead.end()
        }
        faulty = Set(views.all.filter { !compiles($0.sql) })
        return directives.flatMap(faults) + numbers.compactMap { column(of: $0, in: book) }
    }

    private func compiles(_ sql: String) -> Bool { (try? columns(of: sql)) != nil }

    private func faults(in placed: PlacedDirective) -> [Diagnostic] {
        guard faulty.isDisjoint(with: placed.directive.questions.map(\.sql).flatMap(views.needed)) else { return [] }
        return placed.onPage.faults(of: placed, in: self)
    }

    /// The columns of a SELECT; throws `QueryFault`.
    func columns(of sql: String) throws -> [String] {
        let text = ExactText(sql)
        if let columns = known[text] { return columns }
        let columns = try ahead?.result(for: sql) ?? archive.columns(of: sql)
        known[text] = columns
        return columns
    }

    /// The fault of a SELECT in a directive; nil when it compiles.
    func fault(_ sql: String, at path: [String], in placed: PlacedDirective) -> Diagnostic? {
        do {
            _ = try columns(of: sql)
            return nil
        } catch {
            return diagnostic(error, at: path, in: placed)
        }
    }

    /// An error of a directive's query as a diagnostic, at its place.
    func diagnostic(_ error: any Error, at path: [String], in placed: PlacedDirective) -> Diagnostic {
        guard let fault = error as? QueryFault else {
            return Diagnostic("query.sql", at: placed.source.place(of: path), "\(placed.id): \(error)")
        }
        return placed.diagnostic(fault, at: path)
    }

    /// The fault of a number whose column does not exist; an unknown source was reported before.
    private func column(of number: CheckedNumber, in book: Book) -> Diagnostic? {
        guard let key = try? ValueKey(number.key) else { return nil }
        do {
            try book.numberSource(key.source)?.check(key, in: self)
            return nil
        } catch {
            let fault = error as? ValueFault
            return Diagnostic("value.column", at: number.place, fault?.message ?? "\(error)", help: fault?.help)
        }
    }

}
