import Foundation
import Testing

/// Archives that do not exist yet, that are used in another folder, or that are damaged.
@Suite struct ArchiveEndToEnd {
    @Test(arguments: ["status", "check", "claims", "fix", "cache stats", "explain bowl", "query SELECT"])
    func areAskedForBeforeTheFirstBuild(_ line: String) throws {
        let desk = try Desk("Bowls")
        let outcome = try desk.call(line: line)
        #expect(outcome.code == 3)
        #expect(
            outcome.notes
                == "nothing is stored yet: there is no archive at Output/spikebook.sqlite; run 'spikebook build'\n"
        )
        #expect(!desk.has("Output"))
    }

    @Test func giveTheSameBytesElsewhere() throws {
        let desk = try Desk(built: "Bowls")
        let site = try desk.files("Output/site")
        let elsewhere = try Desk("Bowls")
        try elsewhere.write(try desk.data("Output/spikebook.sqlite"), to: "Output/spikebook.sqlite")
        #expect(try elsewhere.build("--frozen").notes.contains("0 runs made"))
        #expect(try elsewhere.files("Output/site") == site)

        #expect(try desk.call("cache", "export", "small.sqlite").output == "small.sqlite\n")
        let third = try Desk("Bowls")
        try third.write(try desk.data("small.sqlite"), to: "small.sqlite")
        let imported = try third.call("cache", "import", "small.sqlite")
        #expect(imported.output == "5 runs are new, 0 were known, 0 damaged ones were left out\n")
        try third.build("--frozen")
        #expect(try third.files("Output/site") == site)
        #expect(try third.data("Output/claims.tsv") == desk.data("Output/claims.tsv"))
    }

    @Test func mendAFlippedByteAndSaySoOnce() throws {
        let desk = try Desk(built: "Bowls")
        var archive = try desk.data("Output/spikebook.sqlite")
        // The loss of the bowl before its first step, as SQLite stores it.
        let loss = Data([0x40, 0x16, 0, 0, 0, 0, 0, 0])
        let place = try #require(archive.range(of: loss))
        archive[place.upperBound - 1] ^= 1
        try desk.write(archive, to: "Output/spikebook.sqlite")
        let healed = try desk.build()
        #expect(
            healed.notes.contains("archive: the stored run b196faffd363 was damaged")
                || healed.notes.contains("was damaged")
        )
        #expect(healed.notes.contains("; it runs again\n"))
        #expect(healed.notes.contains("1 run made"))
        #expect(try desk.number("SELECT count(*) FROM run") == 5)
        let again = try desk.build()
        #expect(!again.notes.contains("archive:"))
        #expect(again.notes.contains("0 runs made, 0 pages written"))
    }

    @Test func findDamageWithoutABuild() throws {
        let desk = try Desk(built: "Bowls")
        #expect(try desk.call("cache", "verify").output == "5 runs and 5 analyses checked, 0 damaged\n")
        var archive = try desk.data("Output/spikebook.sqlite")
        let place = try #require(archive.range(of: Data([0x40, 0x16, 0, 0, 0, 0, 0, 0])))
        archive[place.lowerBound + 1] ^= 1
        try desk.write(archive, to: "Output/spikebook.sqlite")
        let first = try desk.call("cache", "verify")
        #expect(first.notes.components(separatedBy: "was damaged").count == 2, "\(first.notes)")
        #expect(try desk.call("status").code == 3)
        try desk.build()
        #expect(try desk.call("cache", "verify").code == 0)
    }

    @Test func areSetAsideWhenTheyAreNone() throws {
        let desk = try Desk("Bowls")
        try desk.write(
            "This is no database, but a text that is long enough to be looked at.",
            to: "Output/spikebook.sqlite"
        )
        let outcome = try desk.build()
        #expect(
            outcome.notes.contains("archive: the archive Output/spikebook.sqlite was damaged (file is not a database)")
        )
        #expect(outcome.notes.contains("5 runs made"))
        #expect(desk.has("Output/spikebook.sqlite.damaged-1"))
        #expect(try !desk.build().notes.contains("archive:"))
    }

    /// The file is truncated, as by an interrupted copy: the start of the tables can be read, and later pages are
    /// missing.
    @Test(arguments: [5, 4, 3])
    func canBeUsedAgainWhenOnlyAPartOfThemIsThere(_ part: Int) throws {
        let desk = try Desk(built: "Bowls")
        let archive = try desk.data("Output/spikebook.sqlite")
        try desk.write(archive.prefix(archive.count / 4_096 / part * 4_096), to: "Output/spikebook.sqlite")
        let healed = try desk.build()
        #expect(healed.notes.contains("archive: the archive Output/spikebook.sqlite was damaged"), "\(healed.notes)")
        #expect(desk.has("Output/spikebook.sqlite.damaged-1"))
        #expect(try desk.build().notes.hasPrefix("0 runs made, 0 pages written"))
    }

    @Test func loseOnlyWhatTheBookNoLongerNames() throws {
        let desk = try Desk(built: "Bowls")
        try desk.edit("Chapters/02-rates.md", "[0.1, 0.15, 0.25]", "[0.1, 0.25]")
        try desk.edit("Chapters/02-rates.md", "outcome_step.3", "outcome_step.2")
        try desk.build()
        #expect(try desk.call("cache", "stats").output.contains("runs           5, 1 of them not in the book"))
        #expect(try desk.call("cache", "gc").output.hasPrefix("1 run"))
        try desk.build("--frozen")
    }
}
