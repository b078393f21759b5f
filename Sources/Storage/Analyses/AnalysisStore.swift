public import Experiments
import GRDB

extension Archive {
    /// Stores analyses of stored runs, replacing those with the same keys; analyses of other runs are dropped.
    public func store(_ analyses: [AnalysisRecord]) throws {
        try write { db in
            for analysis in analyses {
                let sql = "SELECT EXISTS (SELECT 1 FROM stored_run WHERE key = ?)"
                guard try Bool.fetchOne(db, sql: sql, arguments: [analysis.run.text]) == true else { continue }
                try analysis.insert(into: db)
            }
        }
    }

    /// The stored ones among `keys`.
    public func analyses(among keys: [AnalysisKey]) throws -> Set<AnalysisKey> {
        // CROSS JOIN fixes the order: one index lookup for each key.
        let sql = """
            SELECT a.key FROM json_each(?) AS wanted CROSS JOIN stored_analysis AS a ON a.key = wanted.value
            """
        return try read { db in
            let found = try String.fetchAll(db, sql: sql, arguments: [JSONList.text(of: keys.map(\.text))])
            return Set(found.map { AnalysisKey(text: $0) })
        }
    }

    /// The detectors, as canonical JSON, with which a run's trace was analysed.
    public func detectors(of run: RunKey) throws -> [String] {
        let sql = "SELECT detector FROM stored_analysis WHERE run_key = ? ORDER BY id"
        return try read { db in try String.fetchAll(db, sql: sql, arguments: [run.text]) }
    }

    /// The complete record of an analysis, with verified checksum; nil when it is not stored.
    ///
    /// A damaged one is removed and reported, and nil is returned.
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
