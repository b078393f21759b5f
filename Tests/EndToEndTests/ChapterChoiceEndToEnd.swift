import Foundation
import Testing

/// Builds of single chapters.
@Suite struct ChapterChoiceEndToEnd {
    @Test(arguments: ["2", "02", "02-rates", "rates", "02-rates.md", "Chapters/02-rates.md"])
    func areKnownByManyNames(_ name: String) throws {
        let outcome = try Desk("Bowls").call("build", "--frozen", name)
        #expect(outcome.code == 4 && outcome.notes.hasPrefix("3 runs are missing"), "\(outcome.notes)")
        #expect(outcome.notes.ranges(of: "rates").count == 3, "\(outcome.notes)")
    }

    @Test func leaveTheSiteWhole() throws {
        let desk = try Desk("Bowls")
        try desk.build("2")
        #expect(try SitePages(desk).flaws == [])
        #expect(try desk.text("Output/site/02-rates.html").contains("<a href=\"03-spike.html"))
        #expect(!desk.has("Output/claims.tsv"), "a list with holes")
        #expect(try desk.build().notes.contains("2 runs made"))
        let site = try desk.files("Output/site")
        try desk.edit("Chapters/02-rates.md", "The run diverges", "The last run diverges")
        try desk.build("2")
        let changed = try desk.files("Output/site").filter { site[$0.key] != $0.value }.keys.sorted()
        #expect(changed == [".manifest.json", "02-rates.html", "search-index.js"])
    }

    @Test func keepNumbersInOtherChaptersRight() throws {
        let desk = try Desk(built: "Bowls")
        try desk.edit(
            "Chapters/02-rates.md",
            "```{query}\nid: outcomes",
            "```{query}\nid: before\nsql: SELECT 1 AS one\ncaption: A table.\n```\n\n```{query}\nid: outcomes"
        )
        try desk.build("2")
        #expect(try desk.text("Output/site/02-rates.html").contains("Table 2.2"))
        #expect(
            try desk.text("Output/site/01-descent.html").contains(
                "<a class=\"reference\" href=\"02-rates.html#outcomes\">Table 2.2</a>"
            )
        )
    }

    @Test func runWhatTheirQueriesName() throws {
        let desk = try Desk("Bowls")
        try desk.edit("Chapters/03-spike.md", "# One spike\n", "# One spike\n\nOf [3](value:outcomes.steps.3) steps.\n")
        let outcome = try desk.call("build", "3")
        #expect(outcome.code == 3)
        #expect(outcome.notes.contains("4 runs made"))
        #expect(outcome.notes.contains("the prose says 3, the result is 283"))
    }

    @Test func giveTheSameSiteInTheEnd() throws {
        let desk = try Desk("Bowls")
        for chapter in ["3", "1", "2"] { try desk.build(chapter) }
        try desk.build()
        let site = try desk.files("Output/site")
        try desk.remove("Output/site")
        try desk.build("--frozen")
        #expect(try desk.files("Output/site") == site)
    }
}
