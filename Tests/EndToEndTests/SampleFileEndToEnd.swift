import Foundation
import Testing

/// Files of samples are checked before any run, and their faults are reported at the chapter's line.
@Suite struct SampleFileEndToEnd {
    private static func chapter(_ settings: String, widths: String = "[2, 4, 1]", more: String = "") -> String {
        """
        # Samples

        ```{experiment}
        id: fit
        model: {mlp: {widths: \(widths)}}
        data: {csv: {file: samples.csv\(settings)}}
        optimizer: {adam: {lr: 0.05}}
        steps: 5
        \(more)
        ```
        """
    }

    private func desk(_ chapter: String, _ table: String) throws -> Desk {
        let desk = try Desk(chapter: chapter, in: "01-samples.md", configuration: "title: Samples\n")
        try desk.write(table, to: "Chapters/samples.csv")
        return desk
    }

    @Test(arguments: [
        (
            "a;b;y\n1;2;3\n", "",
            "6:20: error: samples.csv, line 1: found one column, wanted several; there are 3 between semicolons",
            "write separator: semicolon"
        ),
        (
            "a\tb\ty\n1\t2\t3\n", "",
            "6:20: error: samples.csv, line 1: found one column, wanted several; there are 3 between tabs",
            "write separator: tab"
        ),
        (
            "a;b;y\n1,5;2;3\n4;5,5;6\n", ", separator: semicolon",
            """
            6:20: error: samples.csv, line 2, column 1: found '1,5', wanted a finite number; the same at line 3, \
            column 2
            """,
            "write decimal: comma if commas stand before fractions"
        ),
        (
            "a,b,y\n1,,3\n4,5,6\n,NA,7\n", "",
            """
            6:20: error: samples.csv, line 2, column 2: found nothing, wanted a finite number; the same at line 4, \
            column 1; line 4, column 2
            """,
            "missing: drop leaves such rows out"
        ),
        (
            "0,1,2\n3,4,5\n", "", "6:20: error: samples.csv, line 1: found the numbers from 0 to 2, which may be names",
            "write header: yes if they are names, header: no if they are numbers"
        ),
        (
            "size,weight,yield\n1,2,3\n", ", targets: [yeild]", "6:43: error: samples.csv has no column 'yeild'",
            "did you mean 'yield'?"
        ),
        (
            "size,weight,yield\n1,2,3\n", ", columns: [size, wieght]",
            "6:49: error: samples.csv has no column 'wieght'",
            "did you mean 'weight'?"
        ),
        ("1,2\n3,4\n", "", "5:24: error: 2 inputs where the data have 1", "write widths: [1, 4, 1]"),
        ("", "", "6:20: error: samples.csv: found an empty file, wanted a file with data", ""),
    ])
    func areToldAtTheirLine(table: String, settings: String, told: String, help: String) throws {
        let desk = try desk(Self.chapter(settings), table)
        for command in ["build", "check", "status"] {
            let outcome = try desk.call(command)
            #expect(outcome.code == 5)
            #expect(outcome.notes.contains("Chapters/01-samples.md:\(told)"), "\(outcome.notes)")
            #expect(help.isEmpty || outcome.notes.contains("help: \(help)\n"), "\(outcome.notes)")
            #expect(outcome.notes.hasSuffix("1 fault; nothing was run\n"))
        }
        #expect(!desk.has("Output"))
    }

    @Test func areToldBesideAllElseThatIsWrong() throws {
        let text = Self.chapter("", more: "stepz: 7\nsweep: {optimizer.adam.lr: [0.1, -1]}")
            .replacing("mlp", with: "mlq")
        let outcome = try desk(text, "a,b,y\n1,2,x\n").call("build")
        let places = outcome.notes.matches(of: /(?m)^Chapters\/01-samples.md:(\d+):\d+: error/).map(\.output.1)
        #expect(places == ["5", "6", "9", "10"], "\(outcome.notes)")
    }

    /// Rows with x₁ + x₂ = y in the formats of other programs.
    @Test(arguments: [
        ("a,b,y\n1,2,3\n4,5,9\n", ""),
        ("a;b;y\n1,0;2,0;3,0\n4;5;9\n", ", separator: semicolon, decimal: comma"),
        ("a,b,y\n1,2,3\nNA,1,1\n4,5,9\n,,\n", ", missing: drop"),
        ("name,y,b,a\nfirst,3,2,1\nsecond,9,5,4\n", ", columns: [a, b], targets: [y]"),
        ("day,a,b,y\nMo,1,2,3\n,4,5,9\n", ", columns: [2, 3], missing: drop"),
    ])
    func areReadAsTheySay(table: String, settings: String) throws {
        let desk = try desk(Self.chapter(settings), table)
        try desk.build()
        let plain = try Desk(prepared: "plain samples, built") {
            let plain = try self.desk(Self.chapter(""), "1,2,3\n4,5,9\n")
            try plain.build()
            return plain
        }
        let sql = "SELECT step, loss FROM trace"
        #expect(try desk.call("query", "--csv", sql).output == plain.call("query", "--csv", sql).output)
    }

    @Test func ofShiftsAreCountedBeforeAnythingIsRun() throws {
        let parts = "[{data: {sine-of-sum: {samples: 10}}}, {from: 3, data: {sine-of-sum: {samples: 20}}}]"
        let text = Self.chapter("").replacing("csv: {file: samples.csv}", with: "shifts: {parts: \(parts)}")
            .replacing("[2, 4, 1]", with: "[1, 4, 1]")
        let outcome = try desk(text, "").call("build")
        #expect(outcome.code == 5)
        #expect(outcome.notes.contains("full batches of parts with 10, 20 samples"), "\(outcome.notes)")
    }
}
