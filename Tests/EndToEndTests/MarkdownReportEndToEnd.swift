import Foundation
import Testing

/// The report as Markdown files.
@Suite struct MarkdownReportEndToEnd {
    @Test func saysWhatTheSiteSays() throws {
        let desk = try Desk("Views")
        let built = try desk.build("--format", "markdown")
        #expect(built.output == "Output/markdown/README.md\n")
        let page = try desk.text("Output/markdown/01-readers.md")
        #expect(page.contains("What is asked here is defined in [the second chapter](02-definitions.md)."))
        #expect(page.contains("**Table 1.1** Runs that end high.\n\n| runs |\n| ---: |\n| 2 |\n"))
        #expect(page.contains("**Claim falls: ✓ reproduced.** Every run ends lower than it begins."))
        #expect(page.contains("<img src=\"figures/fig-last.png\" alt=\"Points of the last loss"))
        #expect(page.contains("Of 3 steps each, 2 runs end high."))
        #expect(try desk.text("Output/markdown/README.md").contains("| [falls](01-readers.md#falls) | ✓ reproduced |"))
        for file in [
            "figures/fig-last.png", "figures/fig-last.dark.png", "figures/fig-last.csv", "tables/slow_runs.csv",
        ] {
            #expect(desk.has("Output/markdown/\(file)"), "\(file)")
        }
        #expect(!desk.has("Output/site"))
    }

    @Test func leavesTheSiteAndStrangersAlone() throws {
        let desk = try Desk(built: "Views")
        try desk.write("mine", to: "Output/markdown/notes.md")
        let site = try desk.text("Output/site/01-readers.html")
        try desk.build("--format", "markdown")
        let again = try desk.build("--format", "markdown")
        #expect(again.notes.contains("0 pages written"))
        #expect(try desk.text("Output/markdown/notes.md") == "mine")
        #expect(try desk.text("Output/site/01-readers.html") == site)
        #expect(try desk.build().notes.contains("0 pages written"))
        // A user's file at the path of a page must not be overwritten.
        let other = try Desk("Views")
        try other.write("mine", to: "Output/markdown/01-readers.md")
        let refused = try other.call("build", "--format", "markdown")
        #expect(refused.code == 7 && refused.notes.contains("01-readers.md was not made by spikebook"))
        #expect(try other.text("Output/markdown/01-readers.md") == "mine")
    }

    @Test func hasThePagesOfTheBookAlone() throws {
        let desk = try Desk("Views")
        try desk.write("# More\n\nA chapter.\n", to: "Chapters/03-more.md")
        try desk.build("--format", "markdown")
        #expect(try desk.text("Output/markdown/03-more.md") == "# More\n\nA chapter.\n")
        // Building one chapter leaves the others as they are.
        try desk.edit("Chapters/01-readers.md", "# Readers", "# Readers of it")
        #expect(try desk.build("--format", "markdown", "1").notes.contains("1 page written"))
        #expect(desk.has("Output/markdown/03-more.md"))
        try desk.remove("Chapters/03-more.md")
        try desk.build("--format", "markdown")
        #expect(!desk.has("Output/markdown/03-more.md") && desk.has("Output/markdown/01-readers.md"))
    }

    /// An answer computed while its runs were being removed must not be cached.
    @Test func keepsNoAnswerOfRunsThatAreTakenAwayMeanwhile() throws {
        let desk = try Desk(built: "Views")
        try desk.edit("Chapters/02-definitions.md", "ORDER BY lr", "ORDER BY lr, steps")
        let build = try desk.start(environment: ["SPIKEBOOK_PAUSE": "pages"], "build", "--format", "markdown")
        #expect(try build.hasPaused())
        #expect(try desk.call("cache", "rm", "bowls").code == 0)
        build.send(SIGCONT)
        #expect(try build.outcome().code == 0)
        #expect(try desk.text("Output/markdown/01-readers.md").contains("**Claim falls: ✓ reproduced.**"))
        #expect(try desk.build().notes.contains("1 of 1 verdict as expected"))
    }

    @Test func tellsOfStrangersBeforeAnythingIsRun() throws {
        let desk = try Desk("Views")
        try desk.write("mine", to: "Output/markdown/README.md")
        let built = try desk.call("build", "--format", "markdown")
        #expect(built.code == 7 && built.notes.contains("README.md was not made by spikebook"))
        #expect(!built.notes.contains("runs ·") && !desk.has("Output/markdown/01-readers.md"))
    }

    @Test func givesWayToAChapterOfItsName() throws {
        let desk = try Desk("Views")
        try desk.write("# Read me\n\nFirst.\n", to: "Chapters/README.md")
        #expect(try desk.build("--format", "markdown").output == "Output/markdown/book-README.md\n")
        #expect(try desk.text("Output/markdown/README.md").hasPrefix("# Read me"))
        #expect(try desk.build("--format", "markdown", "1").output == "Output/markdown/01-readers.md\n")
    }
}
