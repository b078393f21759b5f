import Experiments
import Foundation
import Storage

/// The results for machines and for version control: `claims.tsv` and `report.json`.
struct ReportFiles {
    let plan: Plan
    let claims: [ClaimOutcome]

    func write(to folder: URL) throws {
        try WholeFile.write(Data(table.utf8), to: folder.appending(path: "claims.tsv"))
        try WholeFile.write(try json, to: folder.appending(path: "report.json"))
    }

    /// One line a claim, in the book's order; only what does not hang on rounding, so that a flipped verdict is a diff.
    ///
    /// Counts are not among it: another processor rounds otherwise, and a chaotic run has another spike or two there.
    var table: String {
        "claim\tverdict\texpected\n" + claims.map { "\($0.id)\t\($0.verdict)\t\($0.expected)\n" }.joined()
    }

    private struct Summary: Codable {
        var title: String
        var core: String
        var chapters: [String]
        var claims: [ClaimOutcome]
        var experiments: [String: [String]]
    }

    private var json: Data {
        get throws {
            let summary = Summary(
                title: plan.book.configuration.title,
                core: CoreVersion.digest,
                chapters: plan.book.chapterNames,
                claims: claims,
                experiments: Dictionary(plan.experiments.map { ($0.id, $0.runs.map(\.key.text)) }) { first, _ in first }
            )
            let encoder = JSONEncoder.sorted
            encoder.outputFormatting.insert(.prettyPrinted)
            return try encoder.encode(summary) + Data("\n".utf8)
        }
    }
}
