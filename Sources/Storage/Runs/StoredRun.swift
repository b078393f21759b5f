import GRDB

/// Deletes runs together with their rows, and fills in derived columns.
enum StoredRun {
    /// The tables whose rows belong to a run, by its row number.
    static let parts = [
        "stored_trace", "stored_segment", "stored_constant", "stored_layer", "stored_state", "stored_event",
        "stored_bisection", "stored_setting", "stored_reading",
    ]

    /// Deletes the run of a key with all its rows and analyses; returns false when there is none.
    @discardableResult
    static func delete(_ key: String, from db: Database) throws -> Bool {
        guard let run = try Int.fetchOne(db, sql: "SELECT id FROM stored_run WHERE key = ?", arguments: [key]) else {
            return false
        }
        try delete(run: run, from: db)
        return true
    }

    /// Deletes a run with all its rows and analyses.
    static func delete(run: Int, from db: Database) throws {
        let key = try String.fetchOne(db, sql: "SELECT key FROM stored_run WHERE id = ?", arguments: [run])
        if let key { try StoredAnalysis.deleteAll(of: key, from: db) }
        try deleteParts(of: run, from: db)
        try db.execute(sql: "DELETE FROM stored_run WHERE id = ?", arguments: [run])
    }

    /// Deletes the rows that belong to a run's row number.
    static func deleteParts(of run: Int, from db: Database) throws {
        for table in parts { try db.execute(sql: "DELETE FROM \(table) WHERE run = ?", arguments: [run]) }
    }

    /// Deletes rows that belong to no run, which a damaged row number leaves behind.
    static func deleteOrphans(from db: Database) throws {
        for table in parts {
            try db.execute(sql: "DELETE FROM \(table) WHERE run NOT IN (SELECT id FROM stored_run)")
        }
        try StoredAnalysis.deleteOrphans(from: db)
    }

    /// Fills in what derives from specification and trace, for one run or for all; returns the number of rows that
    /// were wrong.
    @discardableResult
    static func derive(of run: Int? = nil, in db: Database) throws -> Int {
        let before = db.totalChangesCount
        let which = run.map { "AND r.id = \($0)" } ?? ""
        let products = Migration.products
        try db.execute(
            sql: "UPDATE stored_run AS r SET products = \(products) WHERE products IS NOT \(products) \(which)"
        )
        return try db.totalChangesCount - before + deriveSettings(of: run, in: db)
    }

    /// Fills in what derives from the specification; the detector's settings are stored with the analysis.
    static func deriveSettings(of run: Int?, in db: Database) throws -> Int {
        let which = run.map { "AND r.id = \($0)" } ?? ""
        let derived = """
            SELECT r.id, replace(substr(j.fullkey, 3), '"', ''), j.value
            FROM stored_run AS r, json_tree(r.specification) AS j
            WHERE json_valid(r.specification) \(which) AND j.type <> 'object' AND instr(j.fullkey, '[') = 0
              AND j.fullkey NOT GLOB '$.detector.*'
            """
        let present = "SELECT run, path, value FROM stored_setting" + (run.map { " WHERE run = \($0)" } ?? "")
        let before = db.totalChangesCount
        try db.execute(
            sql: """
                UPDATE stored_run AS r SET optimizer = \(optimizer) WHERE optimizer IS NOT \(optimizer) \(which)
                """
        )
        // A compound SELECT does not distinguish 1 from 1.0, and neither does an author's SQL.
        try db.execute(
            sql:
                "DELETE FROM stored_setting WHERE (run, path) IN (SELECT run, path FROM (\(present) EXCEPT \(derived)))"
        )
        try db.execute(sql: "INSERT OR IGNORE INTO stored_setting (run, path, value) \(derived) EXCEPT \(present)")
        return db.totalChangesCount - before
    }

    private static let optimizer = """
        (SELECT j.key FROM json_each(r.specification, '$.optimizer') AS j WHERE json_valid(r.specification) LIMIT 1)
        """
}
