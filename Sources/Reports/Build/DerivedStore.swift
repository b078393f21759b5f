import Foundation
import Storage

/// Derived results of one kind, kept in the archive between builds and written in one transaction.
final class DerivedStore: @unchecked Sendable {
    private let archive: Archive
    /// What the results are, such as `figure`.
    let kind: String
    private let lock = NSLock()
    /// Results to be written; guarded by `lock`.
    private var fresh: [String: Data] = [:]

    init(archive: Archive, kind: String) {
        self.archive = archive
        self.kind = kind
    }

    /// The result kept under a key; nil when there is none or it is damaged.
    func content(_ key: String) throws -> Data? {
        if let data = lock.withLock({ fresh[key] }) { return data }
        return try archive.cached(kind: kind, key: key)
    }

    /// Keeps a result from the next `save` on.
    func keep(_ content: Data, under key: String) {
        lock.withLock { fresh[key] = content }
    }

    /// Writes the new results; gives whether there were any.
    ///
    /// An archive open for reading stays as it is.
    @discardableResult
    func save() throws -> Bool {
        let contents = lock.withLock {
            defer { fresh = [:] }
            return fresh.map { DerivedContent(kind: kind, key: $0.key, content: $0.value) }
        }
        guard !contents.isEmpty, !archive.isReadOnly else { return false }
        try archive.cache(contents.sorted { $0.key < $1.key })
        return true
    }

    /// Removes the results of this kind that are kept under other keys than these.
    func forget(except keys: Set<String>) throws {
        try archive.forget(kind: kind, except: keys)
    }
}
