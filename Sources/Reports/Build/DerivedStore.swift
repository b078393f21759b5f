import Foundation
import Storage
import Synchronization

/// Derived results of one kind, cached in the memo between builds and written in one transaction.
final class DerivedStore: Sendable {
    private let memo: Memo
    /// The kind of result, such as `figure`.
    let kind: String
    /// Whether cached results are ignored.
    private let isAnew: Bool
    /// New results that are not written yet.
    private let fresh = Mutex<[String: Data]>([:])

    init(memo: Memo, kind: String, anew: Bool = false) {
        self.memo = memo
        isAnew = anew
        self.kind = kind
    }

    /// The result cached under a key; nil when there is none or it is damaged.
    func content(_ key: String) throws -> Data? {
        if let data = fresh.withLock({ $0[key] }) { return data }
        guard !isAnew else { return nil }
        return try memo.content(kind: kind, key: key)
    }

    /// Adds a result, which the next `save` writes.
    func keep(_ content: Data, under key: String) {
        fresh.withLock { $0[key] = content }
    }

    /// Writes the new results; returns whether there were any.
    ///
    /// A memo that is open for reading is not changed.
    @discardableResult
    func save() throws -> Bool {
        let contents = fresh.withLock { fresh in
            defer { fresh = [:] }
            return fresh.map { DerivedContent(kind: kind, key: $0.key, content: $0.value) }
        }
        return try memo.keep(contents.sorted { $0.key < $1.key }) > 0
    }

    /// Removes the results of this kind whose keys are not among `keys`.
    func forget(except keys: Set<String>) throws {
        try memo.forget(kind: kind, except: keys)
    }
}
