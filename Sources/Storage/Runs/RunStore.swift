import Diagnostics
public import Experiments
import GRDB
import Training

extension Archive {
    /// Stores a run and analyses of its trace in one transaction, replacing a run with the same key and its analyses.
    ///
    /// The lease on the key ends, unless it belongs to `holder`, whose build still needs the run.
    public func store(
        _ record: RunRecord,
        with analyses: [AnalysisRecord] = [],
        heldBy holder: LeaseHolder? = nil
    ) throws {
        try write { db in
            try record.insert(into: db)
            for analysis in analyses { try analysis.insert(into: db) }
            try db.execute(
                sql: "DELETE FROM lease WHERE key = ? AND holder IS NOT ?",
                arguments: [record.key.text, holder?.text]
            )
        }
    }

    /// The summaries of the stored runs among `keys`, read in one query.
    public func summaries(of keys: [RunKey]) throws -> [RunKey: RunSummary] {
        if let known {
            return keys.reduce(into: [:]) { found, key in found[key] = known.runs[key] }
        }
        // CROSS JOIN fixes the order: one index lookup for each key.
        let sql = """
            SELECT r.key, r.seed, r.outcome, r.outcome_step, r.steps, r.wall_seconds, r.finished_at, r.core, r.kernel,
            r.host, (SELECT group_concat(a.key) FROM stored_analysis AS a WHERE a.run_key = r.key)
            FROM json_each(?) AS wanted CROSS JOIN stored_run AS r ON r.key = wanted.value
            """
        return try read { db in
            var found: [RunKey: RunSummary] = [:]
            found.reserveCapacity(keys.count)
            try db.forEachRow(sql, text: JSONList.text(of: keys.map(\.text))) { row in
                // A row that cannot be read counts as absent: reading the complete record reports the reason.
                guard let summary = try? RunSummary(row) else { return }
                found[summary.key] = summary
            }
            file.seenVersion = try Int.fetchOne(db, sql: "PRAGMA data_version")
            return found
        }
    }

    /// The complete record of a run, with verified checksum; nil when it is not stored.
    ///
    /// A damaged run is removed and reported, and nil is returned.
    public func record(for key: RunKey) throws -> RunRecord? {
        do {
            return try read { db in
                let run = try Int.fetchOne(db, sql: "SELECT id FROM stored_run WHERE key = ?", arguments: [key.text])
                return try run.map { try RunRecord(run: $0, from: db) }
            }
        } catch let damage as DamagedRow {
            guard !isReadOnly else { throw ArchiveError.damaged(path: path, reason: damage.reason) }
            try write { db in
                try StoredRun.delete(key.text, from: db)
                try Inspection.note(key.text, damage.reason, db)
            }
            report(.quarantined(key: key, reason: damage.reason))
            return nil
        }
    }
}
