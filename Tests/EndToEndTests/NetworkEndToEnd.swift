import Foundation
import Testing

/// The whole build of a book that trains a network on a file of data, `Tests/Books/Networks`.
@Suite struct NetworkEndToEnd {
    @Test func areBuiltAndChecked() throws {
        let desk = try Desk("Networks")
        let outcome = try desk.build()
        #expect(outcome.notes.contains("3 runs made"))
        #expect(outcome.notes.contains("2 of 2 verdicts as expected"))
        #expect(try desk.call("check").code == 0)
        #expect(try desk.call("status").code == 0)
        #expect(desk.has("Output/site/figures/fig-network.svg"))
        // Steps 1, 21, … of 120, two layers, two seeds.
        #expect(try desk.number("SELECT count(*) FROM layer") == 24)
        #expect(try desk.number("SELECT count(*) FROM trace WHERE full_loss IS NOT NULL") == 20)
    }

    @Test func runAgainForAnotherByteOfAFileButNotForAnotherDate() throws {
        let desk = try Desk(built: "Networks")
        let data = try desk.data("Chapters/points.csv")
        try desk.write(data, to: "Chapters/points.csv")
        #expect(try desk.build().notes.contains("0 runs made, 0 pages written"))
        let text = try desk.text("Chapters/points.csv")
        let last = try #require(text.dropLast().last)
        try desk.write(String(text.dropLast(2)) + (last == "1" ? "2\n" : "1\n"), to: "Chapters/points.csv")
        #expect(try desk.call("build").notes.contains("3 runs made"))
        try desk.write(data, to: "Chapters/points.csv")
        #expect(try desk.build().notes.contains("0 runs made"))
    }

    @Test(arguments: [
        ("x1,x2,y\n1,2,3\n4,oops,6\n", "oops"),
        ("x1,x2,x3,y\n1,2,3,4\n5,6,7,8\n", "2 inputs where the data have 3"),
        ("x1,x2,y\n1,2,3\n", "batch"),
    ])
    func tellWhatIsWrongInAFile(table: String, part: String) throws {
        let desk = try Desk("Networks")
        try desk.write(table, to: "Chapters/points.csv")
        let outcome = try desk.call("build")
        #expect(outcome.code == 5)
        #expect(outcome.notes.contains(part) && outcome.notes.contains("Chapters/01-network.md:"), "\(outcome.notes)")
        #expect(!desk.has("Output"))
    }

    @Test func explainChangesWithinLists() throws {
        let desk = try Desk(built: "Networks")
        try desk.edit("Chapters/01-network.md", "{layers: {every: 20}}", "{layers: {every: 30}}")
        try desk.edit(
            "Chapters/01-network.md",
            "guards: [{clip-norm: {limit: 1}}]",
            "guards: [{clip-norm: {limit: 2}}]"
        )
        for (id, line) in [("whole", "probes.2.layers.every: 20 → 30"), ("batches", "guards.0.clip-norm.limit: 1 → 2")]
        {
            let outcome = try desk.call("explain", id)
            #expect(outcome.output.contains("\n    \(line)\n"))
            // Nothing else has changed.
            #expect(outcome.output.matches(of: /→/).count == (id == "whole" ? 2 : 1), "\(outcome.output)")
        }
    }

    @Test func tellOfPatternsOverTensorsBeforeAnythingIsRun() throws {
        let desk = try Desk("Networks")
        try desk.edit("Chapters/01-network.md", "match: \"*.bias\"", "match: \"dense9.*\"")
        let outcome = try desk.call("build")
        #expect(outcome.code == 5)
        #expect(outcome.notes.contains("Chapters/01-network.md:50:9: error: no tensor matches 'dense9.*'"))
        #expect(!desk.has("Output"))
    }
}
