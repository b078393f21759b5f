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
    private let sound = Protected<Set<String>>([])

    init(archive: Archive, views: QueryViews) {
        self.archive = archive
        self.views = views
        kept = DerivedStore(memo: archive.memo, kind: "sight")
    }

    /// The key under which it is kept that a text is in order.
    func key(of question: Question) -> String {
        Digest.sha256([AnswerVersion.digest, views.script(of: question)].joined(separator: "\n"))
    }

    /// The keys of a question and of the views behind it.
    func keys(behind question: Question) -> [String] {
        ([question] + views.needed(by: question.sql).map(Self.question)).map(key)
    }

    /// Throws a `QueryFault` when a question, whose rows are `table`, or a view behind it is not in order.
    func check(_ question: Question, _ table: Table) throws {
        for view in views.needed(by: question.sql) {
            try check(Self.question(view), sight: view.sight, name: view.name) {
                try archive.query(view.sql, seeing: view.sight)
            }
        }
        try check(question, sight: views.sight(of: question), name: nil) { table }
    }

    private static func question(_ view: NamedQuery) -> Question {
        Question(
            sql: view.sql,
            sees: view.sight.isWhole ? ["all"] : (view.sight.names.union(view.sight.patterns)).sorted()
        )
    }

    private func check(_ question: Question, sight: Sight, name: String?, _ table: () throws -> Table) throws {
        guard !sight.isWhole else { return }
        let key = key(of: question)
        guard !sound.value.contains(key), try kept.content(key) == nil else { return }
        let (seen, all) = (try table(), try archive.query(question.sql, seeing: .all))
        if !seen.isNearly(all) {
            let isOrder = seen.sorted.isNearly(all.sorted)
            throw isOrder ? QueryFault.openOrder(of: name) : QueryFault.narrowSight(sight, of: name)
        }
        sound.update { $0.insert(key) }
        kept.keep(Data(), under: key)
    }
}

extension QueryFault {
    /// Rows whose order changes with what else the book has.
    static func openOrder(of view: String?) -> QueryFault {
        QueryFault(
            kind: .order,
            message: "SQL does not fix the order of \(subject(view)) rows",
            source: .sql,
            help: "end with ORDER BY and as many columns as tell all rows apart"
        )
    }

    /// A text that sees less than it asks for.
    static func narrowSight(_ sight: Sight, of view: String?) -> QueryFault {
        QueryFault(
            kind: .sight,
            message: "\(subject(view)) rows are others when it sees more than \(sight.text)",
            source: .sql,
            help: "say sees: with the experiments that it reads, or sees: all"
        )
    }

    private static func subject(_ view: String?) -> String {
        view.map { "the query '\($0)', which this one reads: its" } ?? "the query's"
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
