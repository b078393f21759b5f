import Foundation
import Testing

/// Command lines with mistakes that newcomers make.
///
/// The expected messages are in `Tests/Books/Usage`.
@Suite struct CommandLineEndToEnd {
    @Test(arguments: [
        "build", "check", "fix", "status", "explain", "claims", "diff", "query", "run", "trust", "cache",
        "cache stats", "cache verify", "cache gc", "cache rm", "cache export", "cache import", "catalogue", "new",
        "new book",
        "new chapter", "new optimizer", "recorder", "diagnose", "",
    ])
    func explainThemselves(_ command: String) throws {
        let desk = try Desk()
        let outcome = try desk.call(line: command + " --help")
        #expect(outcome.code == 0)
        #expect(outcome.notes.isEmpty)
        let name = command.isEmpty ? "spikebook" : command.replacing(" ", with: "-")
        try expectSnapshot(outcome.output, "Usage/\(name).txt")
    }

    @Test func areToldWithoutArguments() throws {
        let desk = try Desk()
        let outcome = try desk.call()
        #expect(outcome.code == 0)
        #expect(outcome.output == (try desk.call("--help").output))
        #expect(try desk.call("catalogue").output.contains(" adam, "))
        #expect(try desk.call("--version").code == 0)
    }

    @Test(arguments: [
        ("build 99", "error: there is no chapter '99'; known: 01-descent, 02-rates, 03-spike\n"),
        ("build --force bow", "error: there is no experiment 'bow'; did you mean 'bowl'?\n"),
        ("explain rate", "error: there is no experiment 'rate'; did you mean 'rates'?\n"),
        ("run spike", "error: there is no experiment 'spike'; known: bowl, parabola, rates\n"),
        ("run bowl --seed 3", "error: no run matches; there are:\n  no variant, seed 0\n"),
        ("cache import none.sqlite", "error: there is no file 'none.sqlite'\n"),
        ("query --tables spik", "error: there is no table 'spik'; did you mean 'spike'?\n"),
    ])
    func thatAskForWhatThereIsNot(_ line: String, _ told: String) throws {
        let desk = try Desk("Bowls")
        let outcome = try desk.call(line: line)
        #expect(outcome.code == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.notes == told)
    }

    @Test(arguments: ["bild", "--frozen", "build --froze", "build -j 0", "build --frozen --force bowl", "query", "run"])
    func thatAreMisspelt(_ line: String) throws {
        let desk = try Desk("Bowls")
        let outcome = try desk.call(line: line)
        #expect(outcome.code == 2)
        #expect(outcome.notes.hasPrefix("Error: "))
        #expect(outcome.notes.contains("\nUsage: spikebook") || outcome.notes.contains("\nHelp: "), "\(outcome.notes)")
    }

    @Test func claimsThatThereAreNot() throws {
        let desk = try Desk(built: "Bowls")
        let outcome = try desk.call("claims", "fall")
        #expect(outcome.code == 2)
        #expect(outcome.notes == "error: there is no claim 'fall'; did you mean 'falls'?\n")
    }
}
