import Experiments
import Foundation
import Storage

/// Checks whether a query sees more of the book than it declares, or leaves the order of its rows open.
///
/// A restricted query always has an answer. Only the same query without restriction shows whether that answer is
/// right. Each text is checked once.
final class SightCheck: Sendable {
    private let archive: Archive
    private let views: QueryViews
    /// The texts found correct, cached between builds.
    let kept: DerivedStore

    init(archive: Archive, views: QueryViews, anew: Bool) {
        self.archive = archive
        self.views = views
        kept = DerivedStore(memo: archive.memo, kind: "sight", anew: anew)
    }

    /// The key under which the result for a text is cached.
    func key(of question: Question) -> String {
        Digest.sha256([AnswerVersion.digest, views.script(of: question)].joined(separator: "\n"))
    }

    /// Throws a `QueryFault` when a question, whose rows are `table`, or a query that it reads, fails the check.
    func check(_ question: Question, _ table: Table) throws {
        let sight = views.sight(of: question)
        let narrow = views.needed(by: question.sql).filter { !$0.sight.isWhole }
        guard !sight.isWhole || !narrow.isEmpty else { return }
        let key = key(of: question)
        guard try kept.content(key) == nil else { return }
        let whole = try archive.query(question.sql, seeing: .all, freely: true)
        if !table.isNearly(whole) {
            if table.sorted.isNearly(whole.sorted) { throw QueryFault.openOrder }
            let isOwn = try !table.isNearly(archive.query(question.sql, seeing: .all))
            throw QueryFault.narrowSight(isOwn ? [] : narrow, sight)
        }
        kept.keep(Data(), under: key)
    }
}

extension QueryFault {
    /// The fault of rows whose order depends on the rest of the book.
    fileprivate static let openOrder = QueryFault(
        kind: .order,
        message: "SQL does not fix the order of the query's rows",
        source: .sql,
        help: "end with ORDER BY and as many columns as tell all rows apart"
    )

    /// The fault of a text that declares fewer experiments than it needs, or reads queries that do.
    fileprivate static func narrowSight(_ queries: [NamedQuery], _ own: Sight) -> QueryFault {
        let sight = queries.first?.sight ?? own
        let names = queries.map { "'\($0.name)'" }.joined(separator: ", ")
        return QueryFault(
            kind: .sight,
            message: "the rows are others when "
                + (queries.isEmpty ? "the query" : "what it reads, \(names),") + " sees more than \(sight.text)",
            source: .sql,
            help: (queries.isEmpty ? "" : "there ") + "say sees: with the experiments that are read, or sees: all"
        )
    }
}

extension Table {
    /// The rows in a canonical order.
    fileprivate var sorted: Table {
        let texts = rows.map { (row: $0, text: $0.map { $0.printed(digits: 9) }) }
        let order = texts.sorted { $0.text.lexicographicallyPrecedes($1.text) }
        return Table(columns: columns, rows: order.map(\.row))
    }

    /// Whether two tables agree; sums over rows in another order differ in their last bits.
    fileprivate func isNearly(_ other: Table) -> Bool {
        rows.count == other.rows.count
            && zip(rows.joined(), other.rows.joined()).allSatisfy { one, other in
                guard case .real(let a) = one, case .real(let b) = other else { return one == other }
                return a == b || abs(a - b) <= 1e-9 * max(abs(a), abs(b))
            }
    }
}
