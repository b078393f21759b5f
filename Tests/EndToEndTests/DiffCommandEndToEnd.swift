import Foundation
import Testing

/// `spikebook diff`, which compares another report with the present one.
@Suite struct DiffCommandEndToEnd {
    /// The book of three bowls, built again with other rates.
    ///
    /// `base` holds the older output.
    private static func changed() throws -> Desk {
        try Desk(prepared: "Bowls, built with other rates") {
            let desk = try Desk(built: "Bowls")
            for name in ["spikebook.sqlite", "report.json", "claims.tsv"] {
                try desk.write(try desk.data("Output/\(name)"), to: "base/\(name)")
            }
            let chapter = "Chapters/02-rates.md"
            try desk.edit(chapter, "[0.1, 0.15, 0.25]", "[0.1, 0.15, 0.19]")
            try desk.edit(chapter, "lr=0.25", "lr=0.19")
            try desk.edit(chapter, "verdict: partly", "verdict: reproduced")
            try desk.edit(chapter, "The run diverges at step [283](value:outcomes.outcome_step.3).", "")
            try desk.edit(
                "Chapters/01-descent.md",
                "WHERE a.experiment = 'bowl'",
                "WHERE a.experiment = 'bowl' AND a.step < 50"
            )
            try desk.build()
            return desk
        }
    }

    @Test func tellAllThatDiffers() throws {
        let desk = try Self.changed()
        for base in ["base/spikebook.sqlite", "base/report.json"] {
            let outcome = try desk.call("diff", base)
            #expect(outcome.code == 1 && outcome.notes == "the verdicts are not the same\n")
            #expect(
                outcome.output == """
                    Verdicts:
                      rates-stable  partly → reproduced
                    Measured values:
                      falls  119 of 119, −3.79×10⁻⁷ → 48 of 48, −0.000675
                    Numbers of the prose:
                      outcomes.outcome_step.3  283 → –
                    Figures:
                      fig-diverged  as it was → shows something else
                    1 verdict, 1 measured value, 1 number of the prose and 1 figure differ.

                    """,
                "\(outcome.output)"
            )
        }
        let verdicts = try desk.call("diff", "base/claims.tsv")
        #expect(verdicts.code == 1)
        #expect(verdicts.output.contains("1 verdict differs.\nNot compared, since one of the two does not hold them: "))
        let pair = try desk.call("diff", "base/report.json", "base/spikebook.sqlite")
        #expect(pair.code == 0 && pair.output == "Nothing differs.\n")
    }

    @Test func areToldToPullRequestsAndPrograms() throws {
        let desk = try Self.changed()
        let markdown = try desk.call("diff", "base/report.json", "--format", "markdown").output
        #expect(markdown.contains("\n### Verdicts\n\n| | base/report.json | the present report |\n|---|---|---|\n"))
        #expect(markdown.contains("\n| `rates-stable` | partly | reproduced |\n"))
        let json = try desk.call("diff", "base/report.json", "--format", "json").output
        let contents = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        let verdicts = try #require(contents["verdicts"] as? [[String: Any]])
        #expect(verdicts.count == 1 && (verdicts[0]["before"] as? [String: Any])?["holds"] as? Int == 2)
        #expect((contents["numbers"] as? [[String: String]])?.first?["before"] == "283")
        #expect((contents["notCompared"] as? [String])?.isEmpty == true)
    }

    @Test func endWithOneWhenClaimsComeOrGo() throws {
        let desk = try Desk(built: "Bowls")
        let table = try desk.text("Output/claims.tsv")
        try desk.write(table + "late\tpartly\tpartly\n", to: "more.tsv")
        try desk.write(table.replacing("falls\treproduced\treproduced\n", with: ""), to: "less.tsv")
        let gone = try desk.call("diff", "more.tsv")
        #expect(gone.code == 1 && gone.output.contains("  late  partly → –\n"))
        let new = try desk.call("diff", "less.tsv")
        #expect(new.code == 1 && new.output.contains("  falls  – → reproduced\n"))
        #expect(try desk.call("diff", "less.tsv", "more.tsv").output.contains("2 verdicts differ."))
    }

    @Test func areOfTheBookAsItIs() throws {
        let desk = try Desk(built: "Bowls")
        try desk.write(try desk.data("Output/report.json"), to: "base.json")
        try desk.edit("Chapters/02-rates.md", "verdict: partly", "verdict: reproduced")
        let outcome = try desk.call("diff", "base.json")
        #expect(outcome.code == 3 && outcome.output.isEmpty && outcome.notes.contains("run 'spikebook build'"))
        #expect(try desk.call("build").code == 1)
        let now = try desk.call("diff", "base.json")
        #expect(now.code == 1 && now.output.contains("  rates-stable  partly → partly (expected: reproduced)\n"))
        try desk.remove("Output/spikebook.sqlite")
        #expect(try desk.call("diff", "base.json").code == 3)
    }

    /// A page with a wrong number is not written, but its results are in the report.
    @Test func holdThePresentNumbersThoughTheProseIsWrong() throws {
        let desk = try Desk(built: "Bowls")
        try desk.write(try desk.data("Output/report.json"), to: "base.json")
        try desk.edit("Chapters/01-descent.md", "[120](value:fall.steps)", "[121](value:fall.steps)")
        try desk.edit("Chapters/01-descent.md", "steps: 120", "steps: 130")
        #expect(try desk.call("build").code == 3)
        let outcome = try desk.call("diff", "base.json")
        #expect(outcome.code == 0 && outcome.output.contains("  fall.steps   120 → 130\n"), "\(outcome.output)")
    }

    @Test func ofAnArchiveWithoutAReportAreVerdicts() throws {
        let desk = try Desk(built: "Bowls")
        let emptied = try desk.call(
            script: """
                cp Output/spikebook.sqlite old.sqlite
                sqlite3 old.sqlite "DELETE FROM stored_report; DELETE FROM stored_digest WHERE name = 'stored_report'"
                """
        )
        #expect(emptied.code == 0, "\(emptied.notes)")
        let outcome = try desk.call("diff", "old.sqlite")
        #expect(outcome.code == 0)
        #expect(
            outcome.output.contains("hold them: measured values, numbers of the prose, figures."),
            "\(outcome.output)"
        )
    }

    @Test func mayBeRevisionsOfGit() throws {
        let desk = try Desk(built: "Bowls")
        func git(_ line: String) throws {
            let outcome = try desk.call(script: "git -c user.name=a -c user.email=a@b.c \(line)")
            #expect(outcome.code == 0, "\(outcome.notes)")
        }
        let none = try desk.call(environment: ["GIT_CEILING_DIRECTORIES": desk.folder.path], "diff", "HEAD")
        #expect(
            none.code == 2 && none.notes.contains("no revision of git can be looked up in 'Output': fatal: not a git")
        )
        try git("init -q")
        try git("add Chapters")
        try git("commit -q -m book")
        let uncommitted = try desk.call("diff", "HEAD")
        #expect(uncommitted.code == 2)
        #expect(uncommitted.notes.hasPrefix("error: the revision 'HEAD' has no claims.tsv in 'Output': "))
        try git("add -f Output/claims.tsv")
        try git("commit -q -m verdicts")
        #expect(try desk.call("diff", "HEAD").code == 0)
        try git("tag before")
        try desk.edit("Output/claims.tsv", "falls\treproduced", "falls\tpartly")
        try git("commit -q -a -m other")
        let other = try desk.call("diff", "HEAD")
        #expect(other.code == 1 && other.output.contains("  falls  partly (expected: reproduced) → reproduced\n"))
        #expect(try desk.call("diff", "before", "HEAD").code == 1)
        let misspelt = try desk.call("diff", "befor")
        #expect(misspelt.notes == "error: there is no file and no revision of git 'befor'; did you mean 'before'?\n")
    }

    @Test(arguments: [
        ("Output", "error: 'Output' is a folder: name the spikebook.sqlite or the report.json in it\n"),
        ("Chapters/book.yml", "error: 'Chapters/book.yml' is neither an archive nor a report.json nor a claims.tsv\n"),
        ("other.json", "error: 'other.json' is no report.json of this program\n"),
        ("empty", "error: 'empty' is empty\n"), ("/dev/null", "error: '/dev/null' is no plain file\n"),
        ("other.sqlite", "error: 'other.sqlite' is a database of another program\n"),
    ])
    func mustBeReports(_ base: String, _ told: String) throws {
        let desk = try Desk(built: "Bowls")
        try desk.write("{\"claims\": 3}", to: "other.json")
        try desk.write("", to: "empty")
        _ = try desk.call(script: "sqlite3 other.sqlite 'CREATE TABLE a (b)'")
        let outcome = try desk.call("diff", base)
        #expect(outcome.code == 2 && outcome.output.isEmpty && outcome.notes == told, "\(outcome.notes)")
    }
}
