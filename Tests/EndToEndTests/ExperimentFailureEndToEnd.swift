import Foundation
import Testing

/// An experiment that fails: a notice replaces its results, and everything else is unchanged.
@Suite struct ExperimentFailureEndToEnd {
    private static let failing = ["SPIKEBOOK_FAIL": "rates"]

    /// The book of three bowls after a build in which one experiment failed.
    private static func failed() throws -> Desk {
        try Desk(prepared: "Bowls, failed") {
            let desk = try Desk("Bowls")
            let outcome = try desk.call(environment: failing, "build")
            #expect(outcome.code == 6)
            try desk.write(outcome.notes, to: "notes")
            return desk
        }
    }

    @Test func areToldWhereTheirResultsWouldBe() throws {
        let desk = try Self.failed()
        let notes = try desk.text("notes")
        #expect(notes.contains("2 runs made, 3 failed, 6 pages written, 2 of 4 verdicts as expected"))
        #expect(
            notes.contains(
                "Chapters/02-rates.md:6:5: error: rates: 3 of 3 runs could not be carried out: the machine <ran> out of luck"
            )
        )
        #expect(notes.hasSuffix("ends with 6: 1 failed experiment\n"))
        let page = try desk.text("Output/site/02-rates.html")
        let sentence = "<a href=\"#rates\">experiment rates failed</a>: the machine &lt;ran&gt; out of luck"
        // A table, a figure and two claims show it. The experiment's own notice needs no link to itself.
        #expect(page.ranges(of: sentence).count == 4, "\(page.ranges(of: sentence).count)")
        #expect(page.contains("experiment rates failed: the machine &lt;ran&gt; out of luck"))
        #expect(page.contains("id=\"outcomes\"") && page.contains("id=\"fig-diverged\""))
        #expect(page.contains("step <a class=\"checked-link\" href=\"#rates\"><data class=\"checked\""))
        #expect(page.contains(">(experiment rates failed)</data>") && !page.contains(">283<"))
        #expect(!desk.has("Output/site/tables/outcomes.csv") && !desk.has("Output/site/figures/fig-diverged.svg"))
        // The other chapters are complete.
        #expect(try desk.text("Output/site/01-descent.html").contains("verdict-reproduced"))
        #expect(!(try desk.text("Output/site/01-descent.html").contains("failed")))
    }

    @Test func haveNoVerdicts() throws {
        let desk = try Self.failed()
        #expect(
            try desk.text("Output/claims.tsv") == """
                claim\tverdict\texpected
                falls\treproduced\treproduced
                rates-stable\tfailed\tpartly
                rates-bound\tfailed\treproduced
                rise-after\treproduced\treproduced

                """
        )
        let landing = try desk.text("Output/site/claims.html")
        #expect(landing.contains("2 claims have no verdict, since an experiment failed."))
        #expect(landing.ranges(of: "<span class=\"verdict verdict-reproduced\">").count == 2)
        let report = try JSONSerialization.jsonObject(with: desk.data("Output/report.json")) as? [String: Any]
        let claims = try #require(report?["claims"] as? [[String: Any]])
        #expect(claims.map { $0["verdict"] as? String } == ["reproduced", "failed", "failed", "reproduced"])
        #expect(claims[1]["outage"] as? String == "experiment rates failed: the machine <ran> out of luck")
        #expect(try desk.number("SELECT count(*) FROM claim WHERE verdict = 'undecided' AND trials = 0") == 2)
        let told = try desk.call("claims")
        #expect(told.code == 3)
        #expect(told.output.contains("rates-bound   ? not run, experiment rates has not been run  (expected: reprod"))
        #expect(try desk.call("check").code == 3)
    }

    @Test func areTriedAgain() throws {
        let whole = try Desk(built: "Bowls")
        let desk = try Self.failed()
        #expect(try desk.call(environment: Self.failing, "build").code == 6)
        let build = try desk.build()
        // Three pages change: the one that shows them, and the two with all verdicts.
        #expect(build.notes.contains("3 runs made, 3 pages written, 4 of 4 verdicts as expected"), "\(build.notes)")
        for path in ["claims.tsv", "report.json", "site/tables/outcomes.csv"] {
            #expect(try desk.text("Output/\(path)") == whole.text("Output/\(path)"), "\(path)")
        }
        #expect(try desk.call("check").code == 0)
        let clean = try desk.text("Output/site/02-rates.html")
        #expect(!clean.contains("experiment rates failed") && clean.contains(">283<"))
    }

    @Test func keepNothingThatWasCountedWithoutAFailedRun() throws {
        let desk = try Desk("Bowls")
        try desk.edit(
            "Chapters/02-rates.md",
            "```{figure}",
            """
            ```{query}
            id: counted
            sql: SELECT count(*) AS runs, (SELECT count(*) FROM run AS r WHERE r.lr < 0.2) AS slow FROM run
            caption: All runs of the book.
            ```

            ```{figure}
            """
        )
        try desk.edit("Chapters/02-rates.md", "steps: 400\n", "steps: 400\nseeds: 2\n")
        let outcome = try desk.call(environment: ["SPIKEBOOK_FAIL": "rates:1"], "build")
        #expect(outcome.code == 6)
        #expect(outcome.notes.contains("3 of 6 runs could not be carried out"))
        // The half that is present gets no table of its own.
        #expect(!desk.has("Output/site/tables/outcomes.csv") && !desk.has("Output/site/tables/counted.csv"))
        // The only run that a figure shows is present.
        #expect(desk.has("Output/site/figures/fig-diverged.svg"))
        try desk.call("build")
        #expect(try desk.text("Output/site/tables/counted.csv") == "runs,slow\n8,5\n")
    }

    @Test func doNotTouchRunsThatAreStored() throws {
        let desk = try Desk(built: "Bowls")
        let site = try desk.files("Output/site")
        let outcome = try desk.call(environment: Self.failing, "build", "--force", "rates")
        #expect(outcome.code == 6)
        #expect(try desk.files("Output/site") == site)
        #expect(try desk.call("check").code == 0)
    }

    @Test func areToldWithAllElseByTheGreatestCode() throws {
        let desk = try Desk("Bowls")
        try desk.edit("Chapters/01-descent.md", "[120]", "[121]")
        try desk.edit("Chapters/03-spike.md", "expect: lead >= 0", "expect: lead < 0")
        let outcome = try desk.call(environment: Self.failing, "build")
        #expect(outcome.code == 6)
        #expect(outcome.notes.hasSuffix("ends with 6: 1 failed experiment, 1 wrong number, 1 unexpected verdict\n"))
        let json = try desk.call(environment: Self.failing, "build", "--diagnostics", "json")
        let found = try JSONSerialization.jsonObject(with: Data(json.notes.utf8)) as? [[String: Any]]
        #expect(
            found?.compactMap { $0["id"] as? String } == ["value.wrong", "experiment.failed", "claim.verdict"],
            "\(json.notes)"
        )
    }
}
