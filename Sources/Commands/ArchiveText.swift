import Experiments
import Foundation
import Storage

extension ArchiveStatistics {
    /// The counts, one on each line.
    var text: String {
        let files =
            damagedFiles.isEmpty
            ? "" : "\nfiles          \(damagedFiles.joined(separator: ", ")); 'cache gc --damaged' removes them"
        return """
            size           \(bytes.megabytes)
            runs           \(runs), \(runsNotInBook) of them not in the book
            analyses       \(analyses)
            rows           \(rows)
            derived        \(contents) formulas, figures and tables
            quarantined    \(quarantined) damaged runs since the archive was begun\(files)
            """
    }
}

extension VerificationReport {
    /// The result of the check, in a sentence or two.
    var text: String {
        let damage = fileDamage.map { "; the file is damaged: \($0)" } ?? ""
        let keys = (damagedRuns.map(\.text) + damagedAnalyses.map(\.text)).map { "\n  damaged: \($0)" }.joined()
        let count = damagedRuns.count + damagedAnalyses.count
        return "\(runs) runs and \(analyses) analyses checked, \(count) damaged\(damage)\(keys)"
    }
}

extension CollectionReport {
    /// What was removed, in a sentence.
    var text: String {
        let outdated = analyses == 1 ? ", 1 outdated analysis" : ", \(analyses) outdated analyses"
        return
            "\(runs) runs removed\(analyses > 0 ? outdated : ""), \(bytesBefore.megabytes) before, \(bytesAfter.megabytes) now"
    }
}

extension ImportReport {
    /// What was imported, in a sentence.
    var text: String {
        "\(added) runs are new, \(known) were known, \(leftOut) damaged ones were left out"
    }
}

extension Int {
    /// A number of bytes in megabytes.
    fileprivate var megabytes: String { String(format: "%.1f MB", Double(self) / 1e6) }
}
