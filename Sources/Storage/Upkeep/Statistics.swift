import GRDB

extension Archive {
    /// Counts the contents of the archive.
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
