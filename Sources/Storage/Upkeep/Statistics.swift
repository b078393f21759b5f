import GRDB

/// The size of an archive in several respects.
public struct ArchiveStatistics: Sendable, Hashable {
    /// The file with its log, in bytes.
    public var bytes: Int
    /// All runs.
    public var runs: Int
    /// The runs that the present book does not name.
    public var runsNotInBook: Int
    /// Analyses of the runs' traces.
    public var analyses: Int
    /// The rows that belong to runs and analyses: of the trace, states, spikes and so on.
    public var rows: Int
    /// Derived results.
    public var contents: Int
    /// Runs that were removed because they were damaged.
    public var quarantined: Int
    /// Damaged files that were put aside beside the archive.
    public var damagedFiles: [String]
}

extension Archive {
    /// Counts what is stored.
    public func stats() throws -> ArchiveStatistics {
        let bytes = [path, path + "-wal"].reduce(0) { $0 + (FileState($1)?.size ?? 0) }
        let contents = try memo.count
        return try read { db in
            func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: "SELECT count(*) FROM \(sql)") ?? 0 }
            return ArchiveStatistics(
                bytes: bytes,
                runs: try count("stored_run"),
                runsNotInBook: try count("stored_run WHERE key NOT IN (SELECT key FROM member)"),
                analyses: try count("stored_analysis"),
                rows: try (StoredRun.parts + StoredAnalysis.parts).reduce(0) { try $0 + count($1) },
                contents: contents,
                quarantined: try count("quarantine"),
                damagedFiles: damagedFiles()
            )
        }
    }
}
