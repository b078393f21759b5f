import GRDB

extension BookTable {
    /// Replaces all rows unless they are unchanged; returns whether anything was written.
    func replace(_ rows: [[any DatabaseValueConvertible]], in archive: Archive) throws -> Bool {
        try replace(rows, digest: Self.digest(of: rows.map { $0.map(\.databaseValue) }), in: archive)
    }

    /// The same for rows with a known digest.
    func replace(_ rows: [[any DatabaseValueConvertible]], digest wanted: String, in archive: Archive) throws -> Bool {
        guard try digest(in: archive) != wanted else { return false }
        let marks = Array(repeating: "?", count: columns.count).joined(separator: ", ")
        let sql = "INSERT INTO \(rawValue) (\(columns.joined(separator: ", "))) VALUES (\(marks))"
        try archive.write { db in
            try clear(db)
            let insertion = try db.cachedStatement(sql: sql)
            for row in rows { try insertion.execute(arguments: StatementArguments(row)) }
            try db.execute(
                sql: "INSERT INTO stored_digest (name, digest) VALUES (?, ?)",
                arguments: [rawValue, wanted]
            )
        }
        return true
    }

    /// The digest of the present rows.
    func digest(in archive: Archive) throws -> String {
        try archive.known?.digests[rawValue] ?? archive.read { db in try storedDigest(db) ?? Self.digest(of: []) }
    }
}
