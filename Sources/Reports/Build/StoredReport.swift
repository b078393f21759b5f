import Foundation
import Storage

/// The last report, cached with the state of book and runs that it describes.
struct StoredReport {
    private let store: DerivedStore

    init(memo: Memo) { store = DerivedStore(memo: memo, kind: "report") }

    /// The report of a state; nil when there is none.
    func json(of state: String) throws -> Data? { try store.content(state) }

    /// Stores a report, replacing the last one.
    func keep(_ json: Data, of state: String) throws {
        store.keep(json, under: state)
        try store.save()
        try store.forget(except: [state])
    }
}
