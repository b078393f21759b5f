import Experiments
import Foundation
import Storage

/// Asks whether a text sees more of the book than it says, or leaves the order of its rows to SQLite.
///
/// A restricted query has an answer in any case; that it is the right one shows only where the same is asked without the
/// restriction. That is done once for each text.
final class SightCheck: Sendable {
    private let archive: Archive
    private let views: QueryViews
    /// The texts that were found in order, kept between builds.
    let kept: DerivedStore

    init(archive: Archive, views: QueryViews, anew: Bool) {
        self.archive = archive
        self.views = views
        kept = DerivedStore(memo: archive.memo, kind: "sight", anew: anew)
    }

    /// The key under which it is kept that a text is in order.
    func key(of question: Question) -> String {
        Digest.sha256([AnswerVersion.digest, views.script(of: question)].joined(separator: "\n"))
    }

    /// Throws a `QueryFault` when a question, whose rows are `table`, or a query that it reads is not in order.
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
    /// Rows whose order changes with what else the book has.
    fileprivate static let openOrder = QueryFault(
        kind: .order,
        message: "SQL does not fix the order of the query's rows",
        source: .sql,
        help: "end with ORDER BY and as many columns as tell all rows apart"
    )

    /// A text that sees less than it asks for, or reads queries that do.
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
    /// The rows in an order of their own.
    fileprivate var sorted: Table {
        let texts = rows.map { (row: $0, text: $0.map { $0.printed(digits: 9) }) }
        let order = texts.sorted { $0.text.lexicographicallyPrecedes($1.text) }
        return Table(columns: columns, rows: order.map(\.row))
    }

    /// Whether two tables say the same; sums over rows in another order differ in their last bits.
    fileprivate func isNearly(_ other: Table) -> Bool {
        rows.count == other.rows.count
            && zip(rows.joined(), other.rows.joined()).allSatisfy { one, other in
                guard case .real(let a) = one, case .real(let b) = other else { return one == other }
                return a == b || abs(a - b) <= 1e-9 * max(abs(a), abs(b))
            }
    }
}
