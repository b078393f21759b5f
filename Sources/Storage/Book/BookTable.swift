import Experiments
import GRDB

/// The tables that mirror the present book.
///
/// Each has a digest, which shows whether it must be written at all.
enum BookTable: String, CaseIterable {
    case member, claim
    case report = "stored_report"

    /// The columns, in the order of the given rows.
    var columns: [String] {
        switch self {
        case .report: ["content"]
        case .member: ["experiment", "position", "number", "chapter", "variant", "seed", "key", "analysis"]
        case .claim:
            ["id", "chapter", "statement", "sql", "expect", "verdict", "expected", "holds", "trials", "replay"]
        }
    }

    /// The digests of all tables by name.
    static func digests(_ db: Database) throws -> [String: String] {
        try allCases.reduce(into: [:]) { $0[$1.rawValue] = try $1.storedDigest(db) ?? digest(of: []) }
    }

    /// Removes all rows.
    func clear(_ db: Database) throws {
        try db.execute(sql: "DELETE FROM \(rawValue)")
        try db.execute(sql: "DELETE FROM stored_digest WHERE name = ?", arguments: [rawValue])
    }

    /// Whether the rows are those that were written.
    func isSound(_ db: Database) throws -> Bool {
        let sql = "SELECT \(columns.joined(separator: ", ")) FROM \(rawValue)"
        let rows = try Row.fetchAll(db, sql: sql).map { Array($0.databaseValues) }
        guard let digest = try storedDigest(db) else { return rows.isEmpty }
        return digest == Self.digest(of: rows)
    }

    func storedDigest(_ db: Database) throws -> String? {
        try String.fetchOne(db, sql: "SELECT digest FROM stored_digest WHERE name = ?", arguments: [rawValue])
    }

    private static func text(_ value: DatabaseValue) -> String {
        switch value.storage {
        case .string(let text): text
        case .int64(let number): "#\(number)"
        case .null, .double, .blob: value.description
        }
    }

    /// The digest of some rows, which does not depend on their order.
    static func digest(of rows: [[DatabaseValue]]) -> String {
        let digests = rows.map { row in
            var bytes = ByteSequence()
            bytes.add(row.map(Self.text))
            return bytes.digest
        }
        return Digest.sha256(digests.sorted().joined(separator: "\n"))
    }
}
