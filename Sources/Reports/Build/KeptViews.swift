import Storage

/// Rows of the book's named queries, cached between builds under the keys of answers that contain all of them.
final class KeptViews: ViewStore {
    private let keys: AnswerKeys
    let kept: DerivedStore

    init(keys: AnswerKeys, memo: Memo, anew: Bool) {
        self.keys = keys
        kept = DerivedStore(memo: memo, kind: Memo.rowsOfViews, anew: anew)
    }

    func rows(of view: NamedQuery) throws -> Table? {
        try kept.content(key(of: view)).flatMap(Table.init(encoded:))
    }

    func keep(_ rows: Table, of view: NamedQuery) { kept.keep(rows.encoded, under: key(of: view)) }

    /// Removes the cached rows of all queries except `views`.
    func forget(except views: [NamedQuery]) throws { try kept.forget(except: Set(views.map(key))) }

    private func key(of view: NamedQuery) -> String { keys.key(of: Question(sql: view.whole)) }
}
