import GRDB

/// Deletes analyses together with the rows that belong to them.
enum StoredAnalysis {
    /// The tables whose rows belong to an analysis, by its row number.
    static let parts = ["stored_spike", "stored_crossing", "stored_phase", "stored_rise"]

    /// Deletes the analysis of a key with all its rows.
    static func delete(_ key: String, from db: Database) throws {
        let sql = "SELECT id FROM stored_analysis WHERE key = ?"
        for analysis in try Int.fetchAll(db, sql: sql, arguments: [key]) { try delete(analysis: analysis, from: db) }
    }

    /// Deletes an analysis with all its rows.
    static func delete(analysis: Int, from db: Database) throws {
        try deleteParts(of: analysis, from: db)
        try db.execute(sql: "DELETE FROM stored_analysis WHERE id = ?", arguments: [analysis])
    }

    /// Deletes the analyses of a run's trace.
    static func deleteAll(of run: String, from db: Database) throws {
        let sql = "SELECT id FROM stored_analysis WHERE run_key = ?"
        for analysis in try Int.fetchAll(db, sql: sql, arguments: [run]) { try delete(analysis: analysis, from: db) }
    }

    /// Deletes the rows that belong to an analysis' row number.
    static func deleteParts(of analysis: Int, from db: Database) throws {
        for table in parts { try db.execute(sql: "DELETE FROM \(table) WHERE analysis = ?", arguments: [analysis]) }
    }

    /// Deletes analyses of runs that are not stored, and rows that belong to no analysis.
    static func deleteOrphans(from db: Database) throws {
        try db.execute(sql: "DELETE FROM stored_analysis WHERE run_key NOT IN (SELECT key FROM stored_run)")
        for table in parts {
            try db.execute(sql: "DELETE FROM \(table) WHERE analysis NOT IN (SELECT id FROM stored_analysis)")
        }
    }
}
