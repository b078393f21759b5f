import Foundation
import Testing

/// Expectations about an archive and a site that hold after any damage.
extension Trial {
    /// A desk with a book of 6 short runs and a claim that all of them are present.
    static func deskOfRuns() throws -> Desk { try Desk(runs: 6, ofSteps: 300) }

    /// The chapter of that book.
    static let chapter = "Chapters/01-many.md"

    /// Expects that another build has nothing to do, the verdict is right, and every run is as it was stored.
    func expectAllThere() throws {
        let last = try call("build", codes: [0])
        expect(last.notes.contains("0 runs made, 0 pages written"), "not all was there: \(last)")
        expect(!last.notes.contains("archive:"), "\(last)")
        let claims = try call("claims", codes: [0])
        expect(claims.output.hasPrefix("all-there  ✓ reproduced, 6 of 6"), "\(claims)")
        try call("check", codes: [0])
        try call("cache verify", codes: [0])
        try expectSealed()
    }

    /// Expects that the archive's file and its checksum file suffice to use the archive elsewhere.
    func expectSealed() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: desk.folder.appending(path: "Output").path)
        expect(files.contains("spikebook.sqlite.seal"), "no checksum: \(files)")
        expect(!files.contains { $0.contains("damaged") }, "put aside: \(files)")
        let log = try? desk.data("Output/spikebook.sqlite-wal")
        expect(log?.isEmpty ?? true, "the log holds \(log?.count ?? 0) bytes")
        try desk.write(try desk.data("Output/spikebook.sqlite"), to: "Carried/spikebook.sqlite")
        try desk.write(try desk.data("Output/spikebook.sqlite.seal"), to: "Carried/spikebook.sqlite.seal")
        let (carried, own) = try (desk.call(line: "cache stats --output Carried"), desk.call(line: "cache stats"))
        // Derived data are in another file. They are not carried along and are computed again.
        func counts(_ text: String) -> [Substring] { text.split(separator: "\n").filter { !$0.hasPrefix("derived") } }
        expect(counts(carried.output) == counts(own.output) && carried.code == 0, "\(carried) \(own)")
        try desk.remove("Carried")
    }

    /// Expects that no unfinished files remain.
    func expectNoDrafts() throws {
        let names = try desk.files("").keys.filter { $0.contains(".draft") || $0.contains("nosync") }
        expect(names.isEmpty, "left behind: \(names)")
    }

    /// Expects the same verdicts and pages as from a build into an empty folder.
    func expectAsFromNothing() throws {
        let codes: Set<Int32> = [0, 1, 3]
        try call("build", codes: codes)
        if desk.has("Fresh") { try desk.remove("Fresh") }
        try call("build --output Fresh", codes: codes)
        expect(try desk.text("Output/claims.tsv") == desk.text("Fresh/claims.tsv"), "other verdicts than from nothing")
        let (here, fresh) = try (call("claims", codes: codes), call("claims --output Fresh", codes: codes))
        expect(here.output == fresh.output && here.code == fresh.code, "\(here) \(fresh)")
        let (site, other) = try (desk.files("Output/site"), desk.files("Fresh/site"))
        expect(site.keys.sorted() == other.keys.sorted(), "other files than from nothing")
    }
}
