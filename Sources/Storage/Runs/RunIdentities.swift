import Experiments
import GRDB

extension Archive {
    /// The identities of all stored runs, sorted by key.
    public func identities() throws -> [RunIdentity] {
        let sql = "SELECT key, specification, core, wall_seconds FROM stored_run ORDER BY key"
        return try read { db in
            try Row.fetchAll(db, sql: sql).map { row in
                RunIdentity(
                    key: RunKey(text: row[0]),
                    specification: row[1],
                    core: row[2],
                    wallSeconds: Double.fromDatabaseValue(row[3]) ?? 0
                )
            }
        }
    }

    /// The book's mapping as last set, sorted by experiment and position.
    public func members() throws -> [Member] {
        let sql = """
            SELECT experiment, chapter, position, variant, seed, key, analysis FROM member ORDER BY experiment, position
            """
        return try read { db in
            try Row.fetchAll(db, sql: sql).map { row in
                Member(
                    experiment: row[0],
                    chapter: row[1],
                    position: row[2],
                    variant: row[3],
                    seed: row[4],
                    key: RunKey(text: row[5]),
                    analysis: AnalysisKey(text: row[6])
                )
            }
        }
    }
}
