import Foundation
import Storage

/// The results for machines and for version control: `claims.tsv` and `report.json`.
struct ReportFiles {
    let claims: [ClaimOutcome]

    /// Writes both into a folder; `report` is the summary's JSON.
    func write(to folder: URL, report: Data) throws {
        try WholeFile.write(Data(table.utf8), to: folder.appending(path: "claims.tsv"))
        try WholeFile.write(report, to: folder.appending(path: "report.json"))
    }

    static let head = "claim\tverdict\texpected\n"

    /// One line for each claim, in the book's order, so that a flipped verdict shows as a difference.
    ///
    /// It has no counts: another processor rounds differently, and a chaotic run then has a few more or fewer spikes.
    var table: String {
        Self.head + claims.map { "\($0.id)\t\($0.verdict)\t\($0.expected)\n" }.joined()
    }
}
