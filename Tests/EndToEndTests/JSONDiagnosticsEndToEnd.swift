import Foundation
import Testing

/// With `--diagnostics json` the standard error is always one JSON array.
@Suite struct JSONDiagnosticsEndToEnd {
    private func findings(_ outcome: Desk.Outcome, sourceLocation: SourceLocation = #_sourceLocation) throws
        -> [[String: Any]]
    {
        let document = try? JSONSerialization.jsonObject(with: Data(outcome.notes.utf8)) as? [[String: Any]]
        return try #require(document, "\(outcome.notes)", sourceLocation: sourceLocation)
    }

    @Test func isEmptyWhenAllIsWell() throws {
        let desk = try Desk(runs: 6, ofSteps: 60)
        for command in ["build", "build", "check", "status", "claims", "fix"] {
            let outcome = try desk.call(command, "--diagnostics", "json")
            #expect(outcome.code == 0)
            #expect(outcome.notes == "[]\n", "\(command)")
        }
    }

    @Test func holdsWarningsAndFaultsTogether() throws {
        let desk = try Desk(built: "Bowls")
        try desk.edit("Chapters/02-rates.md", "ORDER BY lr", "AND lr > 7 ORDER BY lr")
        try desk.edit("Chapters/01-descent.md", "[120]", "[121]")
        for command in ["build", "check"] {
            let outcome = try desk.call(command, "--diagnostics", "json")
            let found = try findings(outcome)
            #expect(Set(found.compactMap { $0["severity"] as? String }) == ["warning", "error"], "\(outcome.notes)")
            #expect(outcome.code == 3)
        }
    }

    @Test(arguments: [
        ("build --frozen", 4, "run.missing"), ("check", 3, "book.outdated"), ("build 99", 2, "usage"),
        ("build --book nowhere", 5, "book.missing"), ("explain rate", 2, "usage"),
    ])
    func holdsWhatHasNoPlace(line: String, code: Int32, id: String) throws {
        let outcome = try Desk("Bowls").call(line: line + " --diagnostics json")
        #expect(outcome.code == code)
        #expect(try findings(outcome).map { $0["id"] as? String } == [id], "\(outcome.notes)")
    }

    @Test(arguments: ["build", "check", "status", "cache stats", "query SELECT"])
    func isNotWrittenForFoldersWithoutAName(command: String) throws {
        let desk = try Desk("Bowls")
        for option in ["--output", "--book"] {
            let outcome = try desk.call(command.split(separator: " ").map(String.init) + [option, ""])
            #expect(outcome.code == 2)
            #expect(outcome.notes.contains("\(option) names no folder; leave it out for"), "\(outcome.notes)")
        }
        #expect(!FileManager.default.fileExists(atPath: "/spikebook.sqlite"))
    }
}
