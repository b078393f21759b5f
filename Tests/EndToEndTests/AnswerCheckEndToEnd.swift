import Foundation
import Testing

/// Answers that look like results but are mistakes: texts compared with numbers, NULL printed as 0, queries without
/// rows.
@Suite struct AnswerCheckEndToEnd {
    private static let experiment = """
        ```{experiment}
        id: warming
        model: {quadratic: {eigenvalues: [1], start: 1}}
        optimizer: {sgd: {lr: 0.1}}
        steps: 5
        sweep: {optimizer.sgd.lr: [0.1, 0.2]}
        ```
        """

    private func desk(_ directives: String) throws -> Desk {
        try Desk(
            chapter: "# Answers\n\nThe answers.\n\n\(Self.experiment)\n\n\(directives)\n",
            in: "01-a.md",
            configuration: "title: Answers\n"
        )
    }

    private func claim(_ sql: String, _ expect: String, _ more: String = "") -> String {
        "```{claim}\nid: high\nsays: The rate is high.\nsql: |\n  \(sql)\nexpect: \(expect)\n\(more)```"
    }

    @Test func ofTextsAgainstNumbersAreFaultsInAClaim() throws {
        let sql = "SELECT substr(variant, 18) AS rate FROM run WHERE experiment = 'warming'"
        let desk = try desk(claim(sql, "rate > 0.5"))
        let build = try desk.call("build")
        #expect(build.code == 5)
        let told = "Chapters/01-a.md:18:9: error: high: the text rate is compared with a number"
        #expect(build.notes.contains(told + " [directive.failed]"), "\(build.notes)")
        #expect(
            build.notes.contains(
                "help: a text is greater than every number, whatever it says: write CAST(rate AS REAL)"
            )
        )
        #expect(!build.notes.contains("1 of 1 verdict"))
        let check = try desk.call("check")
        #expect(check.code == 5 && check.notes.contains(told + " [query.mixed-types]"), "\(check.notes)")
        let claims = try desk.call("claims")
        #expect(claims.code == 5 && claims.notes.contains(told), "\(claims.notes)")
        try desk.edit("Chapters/01-a.md", "expect: rate > 0.5", "expect: CAST(rate AS REAL) > 0.05")
        try desk.build()
        #expect(try desk.call("check").code == 0)
    }

    @Test func ofTextsThatAreMeasuredAreFaults() throws {
        let sql = "SELECT substr(variant, 18) AS rate FROM run WHERE experiment = 'warming'"
        let desk = try desk(claim(sql, "rate <> ''", "measure: rate\n"))
        let build = try desk.call("build")
        #expect(build.code == 5)
        #expect(
            build.notes.contains("Chapters/01-a.md:16:6: error: high: the measure 'rate' holds the text '0.1'"),
            "\(build.notes)"
        )
    }

    @Test func ofTextsAgainstNumbersAreFaultsInAGrid() throws {
        let grid =
            "sensitivity:\n  sql: SELECT seed, substr(variant, 18) AS rate FROM run WHERE experiment = 'warming'\n  rows: seed\n"
        let desk = try desk(claim("SELECT 1 AS rate", "rate > 0.5", grid))
        let build = try desk.call("build")
        #expect(build.code == 5)
        #expect(
            build.notes.contains("Chapters/01-a.md:18:9: error: high: the text rate is compared with a number"),
            "\(build.notes)"
        )
    }

    @Test func ofTextsAgainstNumbersAreFaultsOfTheCommandLineToo() throws {
        let desk = try desk("")
        try desk.build()
        let query = try desk.call("query", "SELECT variant FROM run WHERE substr(variant, 18) > 0.15")
        #expect(query.code == 2)
        #expect(
            query.notes.contains(
                "query:1:31: error: the text substr(variant, 18) is compared with a number [query.mixed-types]"
            )
        )
        #expect(try desk.call("query", "SELECT printf('%.1f', outcome_step) FROM run").code == 2)
    }

    @Test func ofPrintedNothingAreFaultsWithTheirPlace() throws {
        let query = """
            ```{query}
            id: steps
            sql: |
              SELECT variant,
                printf('%.1f', outcome_step) AS "when"
              FROM run WHERE experiment = 'warming'
            caption: When they diverge.
            ```
            """
        let figure = """
            ```{figure}
            id: fig
            caption: A figure.
            alt: A line over steps whose values are those of a text that is printed from nothing.
            panels:
              - marks:
                  - line: {sql: "SELECT 1 AS x, printf('%d', outcome_step) + 0 AS y FROM run"}
            ```
            """
        let desk = try desk(
            query + "\n\n" + claim("SELECT printf('%d', outcome_step) AS a FROM run", "a = '1'") + "\n\n" + figure
        )
        let build = try desk.call("build")
        #expect(build.code == 5)
        #expect(
            build.notes.contains("Chapters/01-a.md:17:12: error: steps: printf('%.1f', …) writes nothing (NULL) as 0"),
            "\(build.notes)"
        )
        #expect(build.notes.contains("Chapters/01-a.md:26:17: error: high: printf('%d', …) writes nothing (NULL) as 0"))
        #expect(build.notes.contains("Chapters/01-a.md:36:44: error: fig: printf('%d', …) writes nothing (NULL) as 0"))
        #expect(build.notes.contains("help: put CASE around it"))
        let check = try desk.call("check")
        #expect(check.code == 5)
        #expect(check.notes.contains("Chapters/01-a.md:17:12: error: steps:"), "\(check.notes)")
        #expect(check.notes.contains("Chapters/01-a.md:36:44: error: fig:"), "\(check.notes)")
        #expect(try desk.call("claims").notes.contains("Chapters/01-a.md:26:17: error: high:"))
    }

    @Test func withoutRowsAreWarnedOfAndSaySoOnThePage() throws {
        let directives = """
            ```{query}
            id: late
            sql: SELECT step, loss FROM trace WHERE experiment = 'warming' AND step > 99
            caption: Late steps.
            ```

            ```{query}
            id: unseen
            sql: SELECT step, loss FROM trace WHERE step > 98
            hidden: true
            ```

            ```{figure}
            id: fig
            caption: A figure of nothing.
            alt: A line of the loss over steps, of which there are none in this figure.
            panels:
              - marks:
                  - line: {sql: "SELECT step AS x, loss AS y FROM trace WHERE step > 99"}
            ```

            ```{figure}
            id: half
            caption: A figure of some things.
            alt: A line of the loss over steps, and dots of which there are none here.
            panels:
              - marks:
                  - line: {sql: "SELECT step AS x, loss AS y FROM trace"}
                  - dots: {sql: "SELECT step AS x, loss AS y FROM unseen"}
            ```

            """
        let undecided = claim("SELECT step, loss FROM unseen", "step > 0", "verdict: undecided\n")
        let desk = try desk(directives + undecided)
        for (command, code) in [("build", 0), ("build", 0), ("check", 0)] as [(String, Int32)] {
            let outcome = try desk.call(command)
            #expect(outcome.code == code, "\(outcome.notes)")
            let lines = outcome.notes.split(separator: "\n").filter { $0.contains("warning: ") }
            #expect(
                lines == [
                    "Chapters/01-a.md:15:6: warning: late: nothing was found, the query gives no row [query.nothing]",
                    "Chapters/01-a.md:31:21: warning: fig: nothing was found, the query gives no row [query.nothing]",
                    "Chapters/01-a.md:41:21: warning: half: nothing was found, the query gives no row [query.nothing]",
                ],
                "\(command): \(outcome.notes)"
            )
        }
        let page = try desk.text("Output/site/01-a.html")
        #expect(page.contains("Nothing was found: the query gives no row."))
        #expect(page.contains("This figure shows nothing: its queries give no rows"))
        #expect(page.contains("id=\"fig\"") && page.contains("A figure of nothing."))
        #expect(page.contains("for the dots of panel 1"))
        try desk.edit("Chapters/01-a.md", "verdict: undecided\n", "")
        let claims = try desk.call("build")
        #expect(claims.code == 1)
        #expect(claims.notes.contains("warning: high: nothing was found"))
    }
}
