public import Experiments
import GRDB

/// What a check of everything found.
public struct VerificationReport: Sendable, Hashable {
    /// The runs that were checked.
    public var runs: Int
    /// The runs that are not what was stored; in an archive open for writing they were removed.
    public var damagedRuns: [RunKey]
    /// What is wrong with the file itself; the next opening sets it aside.
    public var fileDamage: String?

    /// Whether nothing is wrong.
    public var isSound: Bool { damagedRuns.isEmpty && fileDamage == nil }
}

extension Archive {
    /// Checks the file's structure and every run's checksum, however sound the seal is.
    ///
    /// Damaged runs are removed and reported, as when the archive is opened.
    public func verify() throws -> VerificationReport {
        let found = try read { db -> (runs: Int, damaged: [RunKey], file: String?) in
            let runs = try Int.fetchOne(db, sql: "SELECT count(*) FROM stored_run") ?? 0
            do {
                if let fault = DatabaseFile.headerFault(path) { throw DamagedFile(reason: fault) }
                try Inspection.checkStructure(db, version: Migration.all.count)
            } catch let damage as DamagedFile {
                return (runs, [], damage.reason)
            }
            return (runs, try Inspection.damagedRuns(db).map { RunKey(text: $0.key) }, nil)
        }
        if !isReadOnly {
            if found.file == nil { try guarded { try Inspection(report: report).mend(database) } } else { breakSeal() }
        }
        return VerificationReport(runs: found.runs, damagedRuns: found.damaged, fileDamage: found.file)
    }
}
