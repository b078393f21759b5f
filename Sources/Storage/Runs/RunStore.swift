import Diagnostics
public import Experiments
import GRDB
public import Training

/// What is known of a stored run without reading its trace.
public struct RunSummary: Sendable, Hashable, Codable {
    /// The run's key.
    public var key: RunKey
    /// The seed.
    public var seed: Int
    /// How the run ended.
    public var outcome: Trace.Outcome
    /// How many steps were recorded.
    public var steps: Int
    /// The time the run took, in seconds.
    public var wallSeconds: Double
    /// When it was finished: UTC, ISO 8601, whole seconds.
    public var finishedAt: String
    /// Where it was made.
    public var origin: Origin
    /// The stored analyses of its trace.
    public var analyses: Set<AnalysisKey>
}

extension Archive {
    /// Stores a run and analyses of its trace, all of it or nothing, in place of one of the same key with its analyses.
    ///
    /// The lease on the key ends, unless it is of `holder`, whose work still needs the run.
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

    /// The summaries of those of `keys` that are stored, in one query.
    public func summaries(of keys: [RunKey]) throws -> [RunKey: RunSummary] {
        if let known {
            return keys.reduce(into: [:]) { found, key in found[key] = known.runs[key] }
        }
        // CROSS keeps the order: one look into the index for each key.
        let sql = """
            SELECT r.key, r.seed, r.outcome, r.outcome_step, r.steps, r.wall_seconds, r.finished_at, r.core, r.kernel,
            r.host, (SELECT group_concat(a.key) FROM stored_analysis AS a WHERE a.run_key = r.key)
            FROM json_each(?) AS wanted CROSS JOIN stored_run AS r ON r.key = wanted.value
            """
        return try read { db in
            var found: [RunKey: RunSummary] = [:]
            found.reserveCapacity(keys.count)
            try db.forEachRow(sql, text: Self.list(keys.map(\.text))) { row in
                // A row that cannot be read counts as absent: reading the whole record says why.
                guard let summary = try? RunSummary(row) else { return }
                found[summary.key] = summary
            }
            file.seenVersion = try Int.fetchOne(db, sql: "PRAGMA data_version")
            return found
        }
    }

    /// The whole record of a run, its checksum verified; nil when it is not stored.
    ///
    /// A damaged run is removed, reported, and nil.
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

    /// Texts as a JSON list, for a query over any number of them.
    static func list(_ texts: [String]) -> String {
        "[" + texts.map { JSONText.quoted($0) }.joined(separator: ",") + "]"
    }
}

extension RunSummary {
    /// How many texts stand for one.
    static let width = 10

    /// The texts that stand for it.
    var texts: [String] {
        var step = ""
        if case .diverged(let last) = outcome { step = String(last) }
        return [
            key.text, String(seed), step, String(steps), String(wallSeconds), finishedAt, origin.core, origin.kernel,
            origin.host, analyses.map(\.text).sorted().joined(separator: ","),
        ]
    }

    /// The summary for which as many texts stand; nil when they stand for none.
    init?(_ texts: [String]) {
        guard texts.count == Self.width, let seed = Int(texts[1]), let steps = Int(texts[3]),
            let wallSeconds = Double(texts[4])
        else { return nil }
        key = RunKey(text: texts[0])
        self.seed = seed
        outcome = Int(texts[2]).map { .diverged(step: $0) } ?? .completed
        self.steps = steps
        self.wallSeconds = wallSeconds
        finishedAt = texts[5]
        origin = Origin(core: texts[6], kernel: texts[7], host: texts[8])
        analyses = Set(texts[9].split(separator: ",").map { AnalysisKey(text: String($0)) })
    }

    fileprivate init(_ row: RowReader) throws {
        key = RunKey(text: try row.text(0))
        seed = try row.int(1)
        outcome = try RunRecord.outcome(try row.text(2), step: row.optionalInt(3))
        steps = try row.int(4)
        wallSeconds = try row.double(5)
        finishedAt = try row.text(6)
        origin = Origin(core: try row.text(7), kernel: try row.text(8), host: try row.text(9))
        let keys = try row.optionalText(10) ?? ""
        analyses = Set(keys.split(separator: ",").map { AnalysisKey(text: String($0)) })
    }
}
