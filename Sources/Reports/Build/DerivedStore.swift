import Foundation
import Storage
import Synchronization

/// Derived results of one kind, kept in the memo between builds and written in one transaction.
final class DerivedStore: Sendable {
    private let memo: Memo
    /// What the results are, such as `figure`.
    let kind: String
    /// Whether what was kept before counts as absent.
    private let isAnew: Bool
    /// Results to be written.
    private let fresh = Mutex<[String: Data]>([:])

    init(memo: Memo, kind: String, anew: Bool = false) {
        self.memo = memo
        isAnew = anew
        self.kind = kind
    }

    /// The result kept under a key; nil when there is none or it is damaged.
    func content(_ key: String) throws -> Data? {
        if let data = fresh.withLock({ $0[key] }) { return data }
        guard !isAnew else { return nil }
        return try memo.content(kind: kind, key: key)
    }

    /// Keeps a result from the next `save` on.
    func keep(_ content: Data, under key: String) {
        fresh.withLock { $0[key] = content }
    }

    /// Writes the new results; gives whether there were any.
    ///
    /// A memo open for reading stays as it is.
    @discardableResult
    func save() throws -> Bool {
        let contents = fresh.withLock { fresh in
            defer { fresh = [:] }
            return fresh.map { DerivedContent(kind: kind, key: $0.key, content: $0.value) }
        }
        return try memo.keep(contents.sorted { $0.key < $1.key }) > 0
    }

    /// Removes the results of this kind that are kept under other keys than these.
    func forget(except keys: Set<String>) throws {
        try memo.forget(kind: kind, except: keys)
    }
}
