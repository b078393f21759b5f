import Foundation
import Testing

/// The experiments that a query sees: those its text names or its `sees:` lists, in the program and when readers
/// replay it.
@Suite struct SightEndToEnd {
    private func desk(_ sql: String, sees: String = "") throws -> Desk {
        let desk = try Desk()
        try desk.write("title: A case\n", to: "Chapters/book.yml")
        let experiments = ["slow": "0.1", "fast": "0.2"].sorted { $0.key < $1.key }.map { id, rate in
            """
            ```{experiment}
            id: \(id)
            model: quadratic
            optimizer: {sgd: {lr: \(rate)}}
            steps: 5
            ```
            """
        }
        let query = """
            ```{query}
            id: shown
            \(sees.isEmpty ? "" : "sees: \(sees)\n")sql: \(sql)
            caption: What is seen.
            ```
            """
        try desk.write(
            (["# One", "Words."] + experiments + [query]).joined(separator: "\n\n") + "\n",
            to: "Chapters/01-one.md"
        )
        return desk
    }

    @Test(arguments: [
        ("SELECT count(*) AS n FROM run WHERE experiment = 'slow' OR lr > 0", ""),
        ("SELECT count(*) AS n FROM run WHERE experiment = 'slow' OR lr > 0", "slow"),
        ("SELECT count(*) AS n FROM run", "[fast]"),
        ("SELECT b.lr FROM run AS a JOIN run AS b ON b.steps = a.steps WHERE a.experiment = 'slow' ORDER BY b.lr", ""),
    ])
    func areAFaultWhereMoreIsAskedFor(_ sql: String, sees: String) throws {
        let build = try desk(sql, sees: sees).call("build")
        #expect(build.code == 5)
        #expect(
            build.notes.contains(
                "shown: the rows are others when the query sees more than [\(sees == "[fast]" ? "fast" : "slow")]"
            ),
            "\(build.notes)"
        )
        #expect(
            build.notes.contains("help: say sees: with the experiments that are read, or sees: all")

        )
    }

    @Test(arguments: [
        ("SELECT count(*) AS n FROM run WHERE experiment = 'slow' OR lr > 0", "[slow, 'f*']", "2"),
        ("SELECT count(*) AS n FROM run WHERE experiment = 'slow' OR lr > 0", "all", "2"),
        ("SELECT count(*) AS n FROM run WHERE experiment = 'slow'", "", "1"),
    ])
    func areGivenToTheShellAsWell(_ sql: String, sees: String, count: String) throws {
        let desk = try desk(sql, sees: sees)
        #expect(try desk.build().code == 0)
        #expect(try desk.text("Output/site/tables/shown.csv") == "n\n\(count)\n")
        let script = "Output/site/replay/shown.sql"
        let page = try desk.text("Output/site/01-one.html")
        let command = "sqlite3 -readonly -header -column Output/spikebook.sqlite < \(script)"
        #expect(page.contains(">\(command.replacing("<", with: "&lt;"))</code>"))
        let text = try desk.text(script)
        #expect(
            try desk.call(script: command).output.split(separator: "\n").last?.filter(\.isNumber) == Substring(count),
            "\(text)"
        )
        #expect(text.contains("AS NOT MATERIALIZED") == (sees != "all"), "\(text)")
    }

    @Test(arguments: [
        "SELECT * FROM main.run", "SELECT * FROM temp.run", "SELECT * FROM stored_run", "SELECT * FROM claim",
    ])
    func areNotFoundPastTheTablesForAuthors(_ sql: String) throws {
        let build = try desk(sql).call("build")
        #expect(build.code == 5)
        #expect(
            build.notes.contains("of the book may depend") || build.notes.contains("for a book's queries"),
            "\(build.notes)"
        )
        #expect(build.notes.contains("Chapters/01-one.md:21:"), "\(build.notes)")
    }

    @Test func haveNamesOfTheBook() throws {
        let build = try desk("SELECT 1 AS a", sees: "[slow, fats]").call("build")
        #expect(build.code == 5 && build.notes.contains("no experiment is called 'fats'"), "\(build.notes)")
        #expect(build.notes.contains("did you mean 'fast'?"))
    }
}
