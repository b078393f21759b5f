public import Experiments
import GRDB

/// The result of a complete check.
public struct VerificationReport: Sendable, Hashable {
    /// The number of checked runs.
    public var runs: Int
    /// The runs that are not what was stored; from an archive open for writing they were removed.
    public var damagedRuns: [RunKey] = []
    /// The number of checked analyses.
    public var analyses: Int
    /// The analyses that are not what was stored; from an archive open for writing they were removed.
    public var damagedAnalyses: [AnalysisKey] = []
    /// The fault of the file itself, which the next opening will rename; nil when there is none.
    public var fileDamage: String?

    /// Whether everything is intact.
    public var isSound: Bool { damagedRuns.isEmpty && damagedAnalyses.isEmpty && fileDamage == nil }
}

extension Archive {
    /// Checks the file's structure and the checksum of every run and analysis, even if the checksum file matches.
    ///
    /// Damaged ones are removed and reported, as when the archive is opened.
    public func verify() throws -> VerificationReport {
        let report = try read(Self.verified(path))
        if !isReadOnly {
            if report.fileDamage == nil {
                try guarded { try Inspection(report: self.report).mend(file.database()) }
            } else {
                breakSeal()
            }
        }
        return report
    }

    private static func verified(_ path: String) -> (Database) throws -> VerificationReport {
        { db in
            func count(_ table: String) throws -> Int {
                try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0
            }
            var report = VerificationReport(runs: try count("stored_run"), analyses: try count("stored_analysis"))
            do {
                if let fault = DatabaseFile.headerFault(path) { throw DamagedFile(reason: fault) }
                try Inspection.checkStructure(db, version: Migration.all.count)
            } catch let damage as DamagedFile {
                report.fileDamage = damage.reason
                return report
            }
            report.damagedRuns = try Inspection.damagedRuns(db).map { RunKey(text: $0.key) }
            report.damagedAnalyses = try Inspection.damagedAnalyses(db).map { AnalysisKey(text: $0.key) }
            return report
        }
    }
}
