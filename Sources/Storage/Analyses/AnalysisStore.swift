public import Experiments
import GRDB

extension Archive {
    /// Stores analyses of runs that are stored, each in place of one of the same key; those of other runs are dropped.
    public func store(_ analyses: [AnalysisRecord]) throws {
        try write { db in
            for analysis in analyses {
                let sql = "SELECT EXISTS (SELECT 1 FROM stored_run WHERE key = ?)"
                guard try Bool.fetchOne(db, sql: sql, arguments: [analysis.run.text]) == true else { continue }
                try analysis.insert(into: db)
            }
        }
    }

    /// Those of `keys` that are stored.
    public func analyses(among keys: [AnalysisKey]) throws -> Set<AnalysisKey> {
        // CROSS keeps the order: one look into the index for each key.
        let sql = """
            SELECT a.key FROM json_each(?) AS wanted CROSS JOIN stored_analysis AS a ON a.key = wanted.value
            """
        return try read { db in
            let found = try String.fetchAll(db, sql: sql, arguments: [JSONList.text(of: keys.map(\.text))])
            return Set(found.map { AnalysisKey(text: $0) })
        }
    }

    /// The detectors, as canonical JSON, by which a run's trace was analysed.
    public func detectors(of run: RunKey) throws -> [String] {
        let sql = "SELECT detector FROM stored_analysis WHERE run_key = ? ORDER BY id"
        return try read { db in try String.fetchAll(db, sql: sql, arguments: [run.text]) }
    }

    /// The whole record of an analysis, its checksum verified; nil when it is not stored.
    ///
    /// A damaged one is removed, reported, and nil.
    public func analysis(for key: AnalysisKey) throws -> AnalysisRecord? {
        do {
            return try read { db in
                let sql = "SELECT id FROM stored_analysis WHERE key = ?"
                return try Int.fetchOne(db, sql: sql, arguments: [key.text]).map {
                    try AnalysisRecord(analysis: $0, from: db)
                }
            }
        } catch let damage as DamagedRow {
            guard !isReadOnly else { throw ArchiveError.damaged(path: path, reason: damage.reason) }
            try write { db in try StoredAnalysis.delete(key.text, from: db) }
            report(.dropped(key: key, reason: damage.reason))
            return nil
        }
    }
}
