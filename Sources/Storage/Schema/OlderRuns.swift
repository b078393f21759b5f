import Experiments
import GRDB
import Traces

/// Converts runs of archives in which a run contained its analysis: one checksum covered both, and the specification
/// included the detector.
enum OlderRuns {
    /// Adds a column for where runs are made, and converts every intact run to the form without analysis.
    ///
    /// A damaged run keeps its checksum, which no longer matches, so that it is found like any other.
    @Sendable static func convert(_ db: Database) throws {
        try db.execute(sql: "ALTER TABLE stored_run ADD COLUMN host TEXT NOT NULL DEFAULT ''")
        for run in try Int.fetchAll(db, sql: "SELECT id FROM stored_run ORDER BY id") {
            do {
                try convert(run, db)
            } catch is DamagedRow {
            } catch let error as DatabaseError where error.resultCode != .SQLITE_INTERRUPT {}
        }
    }

    private static func convert(_ run: Int, _ db: Database) throws {
        var (record, checksum) = try read(run, db)
        let stored = try String.fetchOne(db, sql: "SELECT checksum FROM stored_run WHERE id = ?", arguments: [run])
        guard checksum == stored else { return }
        record.specification = try withoutDetector(record.specification, db)
        try db.execute(
            sql: "UPDATE stored_run SET specification = ?, checksum = ? WHERE id = ?",
            arguments: [record.specification, record.checksum, run]
        )
        _ = try StoredRun.deriveSettings(of: run, in: db)
    }

    /// Reads a run, and computes the checksum that it had in the older form.
    static func read(_ run: Int, _ db: Database) throws -> (record: RunRecord, checksum: String) {
        let record = try RunRecord.unverified(run: run, from: db, isWhole: true).record
        var analysis = AnalysisRecord(
            key: AnalysisKey(text: ""),
            run: record.key,
            detector: "",
            spikes: [],
            crossings: [],
            phases: [],
            rises: []
        )
        try analysis.readFindings(run, of: "run", from: db)
        return (record, checksum(of: record, analysis))
    }

    private static func withoutDetector(_ specification: String, _ db: Database) throws -> String {
        let sql = "SELECT json_remove(?1, '$.detector') WHERE json_valid(?1)"
        return try String.fetchOne(db, sql: sql, arguments: [specification]) ?? specification
    }

    private static func checksum(of record: RunRecord, _ analysis: AnalysisRecord) -> String {
        var bytes = ByteSequence()
        let origin = record.origin
        bytes.add([record.key.text, record.specification, origin.core, origin.kernel, record.finishedAt])
        bytes.add([record.seed, record.trace.count, record.trace.states.count])
        bytes.add([analysis.spikes.count, analysis.crossings.count, analysis.phases.count, record.bisection.count])
        bytes.add([record.wallSeconds])
        record.addSeries(to: &bytes)
        analysis.addFindings(to: &bytes)
        record.addBisection(to: &bytes)
        record.addLaterParts(to: &bytes)
        return bytes.digest
    }
}
