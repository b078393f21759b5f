import Foundation
import Testing

/// The whole build of `Tests/Books/Bowls`: three chapters and five runs, one of which diverges.
@Suite struct BuildCommandEndToEnd {
    @Test func writeTheWholeSite() throws {
        let desk = try Desk("Bowls")
        let outcome = try desk.build()
        #expect(outcome.output == "Output/site/index.html\n")
        #expect(outcome.notes.contains("5 runs made, 6 pages written, 4 of 4 verdicts as expected"))
        try expectSnapshot(try desk.text("Output/claims.tsv"), "Bowls/claims.tsv")
        let report = try JSONSerialization.jsonObject(with: desk.data("Output/report.json")) as? [String: Any]
        #expect(report?["title"] as? String == "Three bowls")
        for kind in ["svg", "png", "dark.png", "csv"] { #expect(desk.has("Output/site/figures/fig-anatomy.\(kind)")) }
        #expect(try desk.text("Output/site/tables/outcomes.csv").contains("0.25,diverged,283,283"))
        let check = try desk.call("check")
        #expect(check.code == 0)
        #expect(check.output == "4 claims, 6 numbers of the prose: all in order\n")
        #expect(try desk.call("status").code == 0)
        #expect(try desk.call("fix").notes == "0 numbers would be rewritten\n")
    }

    @Test func leadFromChapterToChapter() throws {
        let desk = try Desk(built: "Bowls")
        let first = try desk.text("Output/site/01-descent.html")
        #expect(first.contains("<a class=\"reference\" href=\"02-rates.html#outcomes\">Table 2.1</a>"))
        #expect(first.contains("<a class=\"reference\" href=\"03-spike.html#fig-anatomy\">Figure 3.1</a>"))
        #expect(first.contains("<a class=\"reference\" href=\"03-spike.html\">the third chapter</a>"))
        #expect(try desk.text("Output/site/03-spike.html").contains("href=\"01-descent.html\">the bowl</a>"))
        #expect(try SitePages(desk).flaws == [])
    }

    @Test func showARunThatDiverged() throws {
        let desk = try Desk(built: "Bowls")
        let page = try desk.text("Output/site/02-rates.html")
        #expect(page.contains("1 of 3 diverged"))
        #expect(page.contains("diverged at step 283"))
        #expect(page.contains("The run diverged at step 283."))
        #expect(page.contains("2 of 3 trials"))
    }

    @Test func writeNothingWhenNothingChanged() throws {
        let desk = try Desk(built: "Bowls")
        let before = try desk.times("Output")
        let outcome = try desk.build()
        #expect(outcome.notes.contains("0 runs made, 0 pages written"))
        let after = try desk.times("Output")
        // Opening the archive changes its own files.
        for (path, time) in after where !path.hasPrefix("spikebook.sqlite") && path != "answers.sqlite" {
            #expect(before[path] == time, "\(path)")
        }
        #expect(before.keys.sorted() == after.keys.sorted())
    }

    @Test func writeOnePageAfterAnEditOfProse() throws {
        let desk = try Desk(built: "Bowls")
        let before = try desk.files("Output/site")
        try desk.edit("Chapters/02-rates.md", "The run diverges at", "The last run diverges at")
        #expect(try desk.build().notes.contains("0 runs made, 1 page written"))
        let after = try desk.files("Output/site")
        let changed = after.filter { before[$0.key] != $0.value }.keys.sorted()
        #expect(changed == [".manifest.json", "02-rates.html", "search-index.js"])
    }

    @Test func runNothingForWhatDecidesNothing() throws {
        let desk = try Desk(built: "Bowls")
        let edits = [
            (
                "optimizer: {sgd: {lr: 0.1}}\nsteps: 400",
                "# a remark\nsteps: 400.0 # and another\noptimizer: {sgd: {lr: 1e-1}}"
            ),
            ("[0.1, 0.15, 0.25]", "[0.10, 0.15, 2.5e-1]"),
            ("caption: One of three runs diverges.", "caption: Of three runs one diverges."),
            ("id: rates\n", "title: Three rates\nid: rates\n"),
            ("{quadratic: {eigenvalues: [10], start: 1}}", "\n  quadratic:\n    start: [1]\n    eigenvalues: [10]"),
        ]
        for (old, new) in edits { try desk.edit("Chapters/02-rates.md", old, new) }
        try desk.write(try desk.data("Chapters/01-descent.md"), to: "Chapters/01-descent.md")
        #expect(try desk.call("status").code == 0)
        #expect(try desk.build("--frozen").notes.contains("0 runs made, 1 page written"))
    }

    @Test func runAgainJustWhatAChangeDecides() throws {
        let desk = try Desk(built: "Bowls")
        try desk.edit("Chapters/02-rates.md", "[0.1, 0.15, 0.25]", "[0.1, 0.16, 0.25]")
        #expect(try desk.build().notes.contains("1 run made"))
        try desk.edit("Chapters/02-rates.md", "[0.1, 0.16, 0.25]", "[0.1, 0.15, 0.25]")
        #expect(try desk.build().notes.contains("0 runs made"))
        #expect(try desk.build("--force", "rates").notes.contains("3 runs made"))
    }

    @Test func stopWhenFrozenAndARunIsMissing() throws {
        let desk = try Desk("Bowls")
        let outcome = try desk.call("build", "--frozen")
        #expect(outcome.code == 4)
        #expect(outcome.notes.hasPrefix("5 runs are missing, and --frozen runs nothing:\n"))
        #expect(outcome.notes.split(separator: "\n").count == 6)
        #expect(!desk.has("Output/site/index.html"))
        try desk.build("3")
        try desk.build("--frozen", "3")
        #expect(try desk.call("build", "--frozen").code == 4)
    }

    @Test func tellBothWrongNumbersAndVerdicts() throws {
        let desk = try Desk("Bowls")
        try desk.edit("Chapters/02-rates.md", "[283]", "[300]")
        try desk.edit("Chapters/02-rates.md", "verdict: partly", "verdict: reproduced")
        let outcome = try desk.call("build")
        #expect(outcome.code == 3)
        #expect(outcome.notes.contains("Chapters/02-rates.md:45:27: error: the prose says 300, the result is 283"))
        let verdict =
            "Chapters/02-rates.md:34:10: error: rates-stable: expected reproduced, found partly [claim.verdict]\n"
        #expect(outcome.notes.contains(verdict))
        #expect(outcome.notes.contains("help: 2 of 3 trials hold; 'spikebook claims rates-stable' computes it anew\n"))
        // "3 of 4 verdicts as expected" alone would not explain the exit code 3.
        #expect(outcome.notes.hasSuffix("\n\nends with 3: 1 wrong number, 1 unexpected verdict\n"))
        let json = try desk.call("check", "--diagnostics", "json")
        #expect(json.code == 3)
        #expect((try JSONSerialization.jsonObject(with: Data(json.notes.utf8)) as? [Any])?.count == 2)
        #expect(try desk.call("build").notes.contains("the prose says 300"), "told until it is mended")
        try desk.edit("Chapters/02-rates.md", "[300]", "[283]")
        #expect(try desk.call("build").code == 1)
    }
}
