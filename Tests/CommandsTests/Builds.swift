import Foundation
import Testing

/// The whole way, `Tests/Books/Bowls`: three chapters, five runs, one of which diverges.
@Suite struct Builds {
    @Test func writeTheWholeSite() throws {
        let desk = try Desk("Bowls")
        let outcome = try desk.build()
        #expect(outcome.output == "Output/site/index.html\n")
        #expect(outcome.notes.contains("5 runs made, 5 pages written, 4 of 4 verdicts as expected"))
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
        try expectNoDeadLinks(desk)
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
        // The archive's own files are touched by being opened.
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
        // "3 of 4 verdicts as expected" would not say why it is 3.
        #expect(outcome.notes.hasSuffix("\n\nends with 3: 1 wrong number, 1 unexpected verdict\n"))
        let json = try desk.call("check", "--diagnostics", "json")
        #expect(json.code == 3)
        #expect((try JSONSerialization.jsonObject(with: Data(json.notes.utf8)) as? [Any])?.count == 2)
        #expect(try desk.call("build").notes.contains("the prose says 300"), "told until it is mended")
        try desk.edit("Chapters/02-rates.md", "[300]", "[283]")
        #expect(try desk.call("build").code == 1)
    }
}

/// Chapters built alone.
@Suite struct SingleChapters {
    @Test(arguments: ["2", "02", "02-rates", "rates", "02-rates.md", "Chapters/02-rates.md"])
    func areKnownByManyNames(_ name: String) throws {
        let desk = try Desk("Bowls")
        #expect(try desk.build(name).notes.contains("3 runs made"))
    }

    @Test func leaveTheSiteWhole() throws {
        let desk = try Desk("Bowls")
        try desk.build("2")
        try expectNoDeadLinks(desk)
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

/// Expects that every link within the site leads to a file, and every anchor to an element of it.
private func expectNoDeadLinks(_ desk: Desk, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let pages = try desk.files("Output/site").filter { $0.key.hasSuffix(".html") }.mapValues {
        String(decoding: $0, as: UTF8.self)
    }
    for (name, text) in pages {
        for match in text.matches(of: /(?:href|src)="([^"#:]*)(?:#([^"]*))?"/) {
            let target = match.output.1.isEmpty ? name : String(match.output.1)
            #expect(desk.has("Output/site/\(target)"), "\(name) → \(target)", sourceLocation: sourceLocation)
            guard let anchor = match.output.2, !anchor.isEmpty, let page = pages[target] else { continue }
            #expect(page.contains("id=\"\(anchor)\""), "\(name) → \(target)#\(anchor)", sourceLocation: sourceLocation)
        }
    }
}
