import Foundation
import Testing

/// `Tests/Books/Views`, whose first chapter reads queries by name that the second one defines.
@Suite struct QueryViewsEndToEnd {
    @Test func areReadInAnyChapterAndOrder() throws {
        let desk = try Desk("Views")
        // The first chapter names no experiment. Those it needs are found through the queries that it reads.
        #expect(try desk.build("1").notes.contains("3 runs made"))
        #expect(try desk.build().notes.contains("0 runs made"))
        #expect(try desk.call("check").output == "1 claim, 3 numbers of the prose: all in order\n")
        #expect(try desk.call("claims").output.hasPrefix("falls  ✓ reproduced, 3 of 3, 0.469\n"))
        #expect(try desk.text("Output/site/figures/fig-last.csv").contains("0.03125"))
    }

    @Test func changeWhatReadsThem() throws {
        let desk = try Desk(built: "Views")
        try desk.edit("Chapters/02-definitions.md", "first - last AS fall", "last - first AS fall")
        let outcome = try desk.call("build")
        #expect(outcome.code == 1)
        #expect(outcome.notes.contains("0 runs made, 3 pages written, 0 of 1 verdict as expected"))
        #expect(outcome.notes.contains("falls: expected reproduced, found not reproduced"))
        try desk.edit("Chapters/02-definitions.md", "a.loss AS first", "2 * a.loss AS first")
        try desk.edit("Chapters/02-definitions.md", "last - first AS fall", "first - last AS fall")
        #expect(try desk.build().notes.contains("1 of 1 verdict as expected"))
        #expect(try desk.call("claims").output.contains("0.969"))
    }

    @Test func canBeAskedWithTheBookAndNotWithout() throws {
        let desk = try Desk(built: "Views")
        #expect(try desk.number("SELECT count(*) FROM falls_of_runs WHERE fall > 0.4") == 2)
        let misspelt = try desk.call("query", "SELECT fal FROM Falls_Of_Runs")
        #expect(misspelt.notes.contains("did you mean 'fall'?"))
        #expect(try desk.call("query", "SELECT 1 FROM falls_of_run").notes.contains("did you mean 'falls_of_runs'?"))
        let alone = try desk.call("query", "--book", "Nowhere", "SELECT * FROM falls_of_runs")
        #expect(alone.notes.contains("there is no table 'falls_of_runs'"))
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/sqlite3")))
    func areDefinedInWhatReadersReplay() throws {
        let desk = try Desk(built: "Views")
        let page = try desk.text("Output/site/01-readers.html")
        let pattern = /<code class="language-sh">(sqlite3 [^<]*)<\/code>/
        let commands = page.matches(of: pattern).map { match in
            [("&quot;", "\""), ("&#39;", "'"), ("&gt;", ">"), ("&lt;", "<"), ("&amp;", "&")]
                .reduce(String(match.output.1)) { $0.replacing($1.0, with: $1.1) }
        }
        #expect(commands.count == 2)
        for (command, answer) in zip(commands, ["2", "reproduced  3"]) {
            let shell = Process()
            shell.executableURL = URL(filePath: "/bin/sh")
            shell.arguments = ["-c", command]
            shell.currentDirectoryURL = desk.folder
            let pipe = Pipe()
            shell.standardOutput = pipe
            try shell.run()
            let output = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            shell.waitUntilExit()
            #expect(shell.terminationStatus == 0)
            #expect(output.contains(answer), "\(output)")
        }
        #expect(try desk.number("SELECT replay LIKE 'CREATE TEMP VIEW%' FROM claim") == 1)
    }
}
