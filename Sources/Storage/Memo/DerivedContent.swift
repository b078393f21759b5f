import Experiments
public import Foundation
import GRDB
import Training

/// A result derived from runs or texts: a rendered formula, a query's table, a page's digest.
public struct DerivedContent: Sendable, Hashable {
    /// The kind of result, such as `formula`.
    public var kind: String
    /// The digest of everything from which it was derived.
    public var key: String
    /// The result.
    public var content: Data

    /// Creates a result of bytes.
    public init(kind: String, key: String, content: Data) {
        self.kind = kind
        self.key = key
        self.content = content
    }

    /// Creates a result of text.
    public init(kind: String, key: String, text: String) {
        self.init(kind: kind, key: key, content: Data(text.utf8))
    }
}

extension Memo {
    /// The cached results of a kind for `keys`, read in one query; a damaged one counts as absent.
    public func contents(kind: String, keys: [String]) throws -> [String: Data] {
        // CROSS JOIN fixes the order: one index lookup for each key.
        let sql = """
            SELECT c.key, c.content, c.checksum FROM json_each(?) AS wanted
            CROSS JOIN stored_content AS c ON c.kind = ? AND c.key = wanted.value
            """
        return try read { db in
            var found: [String: Data] = [:]
            let rows = try Row.fetchCursor(db, sql: sql, arguments: [JSONList.text(of: keys), kind])
            while let row = try rows.next() {
                guard let key = String.fromDatabaseValue(row[0]), let packed = Data.fromDatabaseValue(row[1]),
                    String.fromDatabaseValue(row[2]) == Self.checksum(kind, key, packed),
                    let content = PackedBytes.unpack(packed)
                else { continue }
                found[key] = content
            }
            return found
        } ?? [:]
    }

    /// The cached result of a key; nil when there is none or it is damaged.
    public func content(kind: String, key: String) throws -> Data? {
        try contents(kind: kind, keys: [key])[key]
    }

    /// Caches results in one transaction, replacing those of the same kind and key; returns the number of rows
    /// written.
    @discardableResult
    public func keep(_ contents: [DerivedContent]) throws -> Int {
        guard !contents.isEmpty else { return 0 }
        let sql = """
            INSERT INTO stored_content (kind, key, content, checksum) VALUES (?, ?, ?, ?)
            ON CONFLICT (kind, key) DO UPDATE SET content = excluded.content, checksum = excluded.checksum
            WHERE content IS NOT excluded.content OR checksum IS NOT excluded.checksum
            """
        return try write { db in
            let before = db.totalChangesCount
            for item in contents {
                let packed = PackedBytes.pack(item.content)
                let checksum = Self.checksum(item.kind, item.key, packed)
                try db.cachedStatement(sql: sql).execute(arguments: [item.kind, item.key, packed, checksum])
            }
            return db.totalChangesCount - before
        } ?? 0
    }

    /// Removes the results of a kind whose keys are not among `keys`.
    public func forget(kind: String, except keys: Set<String>) throws {
        let sql = "DELETE FROM stored_content WHERE kind = ? AND key NOT IN (SELECT value FROM json_each(?))"
        try write { db in try db.execute(sql: sql, arguments: [kind, JSONList.text(of: Array(keys))]) }
    }

    /// The number of cached results.
    public var count: Int {
        get throws {
            try read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM stored_content") ?? 0 } ?? 0
        }
    }

    private static func checksum(_ kind: String, _ key: String, _ packed: Data) -> String {
        var bytes = ByteSequence()
        bytes.add([kind, key, packed.withUnsafeBytes { Digest.sha256($0) }])
        return bytes.digest
    }
}
