import Foundation
import Testing

/// `status`, `explain`, `run` and `query`.
@Suite struct Explanations {
    @Test func nameTheFieldThatChanged() throws {
        let desk = try Desk(built: "Bowls")
        try desk.edit("Chapters/02-rates.md", "[0.1, 0.15, 0.25]", "[0.1, 0.16, 0.25]")
        try desk.edit("Chapters/01-descent.md", "steps: 120", "steps: 130")
        let rates = try desk.call("explain", "rates")
        #expect(rates.code == 0)
        #expect(rates.output.contains("optimizer.sgd.lr=0.1, seed 0: fresh\n"))
        #expect(rates.output.contains("\n    optimizer.sgd.lr: 0.15 → 0.16\n"), "\(rates.output)")
        #expect(try desk.call("explain", "bowl").output.contains("\n    steps: 120 → 130\n"))
        let status = try desk.call("status")
        #expect(status.code == 3)
        #expect(
            status.output == """
                bowl      0 of 1 fresh, 1 changed since the last build
                rates     2 of 3 fresh, 1 changed since the last build, 1 diverged
                parabola  1 of 1 fresh

                """
        )
        #expect(status.notes == "2 runs to be made; 'spikebook explain ID' tells why\n")
    }

    @Test func tellWhenAnotherExperimentIsTheReason() throws {
        let desk = try Desk("Bowls")
        try desk.edit("Chapters/03-spike.md", "steps: 440", "needs: [bowl]\nsteps: 440")
        try desk.build()
        try desk.edit("Chapters/01-descent.md", "steps: 120", "steps: 130")
        let outcome = try desk.call("explain", "parabola")
        #expect(outcome.output.contains("    the keys of the runs that it needs changed\n"))
        #expect(try desk.build("3").notes.contains("2 runs made"))
    }

    @Test(arguments: ["status", "check", "claims", "fix", "cache stats", "explain bowl", "query SELECT"])
    func askForABuildBeforeTheFirst(_ line: String) throws {
        let desk = try Desk("Bowls")
        let outcome = try desk.call(line: line)
        #expect(outcome.code == 3)
        #expect(
            outcome.notes
                == "nothing is stored yet: there is no archive at Output/spikebook.sqlite; run 'spikebook build'\n"
        )
        #expect(!desk.has("Output"))
    }

    @Test func runOneExperimentWithoutTheArchive() throws {
        let desk = try Desk("Bowls")
        let outcome = try desk.call("run", "rates", "--variant", "optimizer.sgd.lr=0.25", "--trace", "out.csv")
        #expect(outcome.code == 0)
        #expect(outcome.output.hasPrefix("rates optimizer.sgd.lr=0.25 seed 0: diverged at step 283\n"))
        #expect(outcome.notes == "trace: out.csv\n")
        let rows = try desk.text("out.csv").split(separator: "\n")
        #expect(rows.count == 284)
        #expect(rows[0].hasPrefix("step,loss,"))
        #expect(!desk.has("Output"))
    }

    @Test func askTheArchive() throws {
        let desk = try Desk(built: "Bowls")
        let table = try desk.call("query", "SELECT lr, outcome FROM run WHERE experiment = 'rates' ORDER BY lr")
        #expect(table.output == "lr    outcome  \n────  ─────────\n 0.1  completed\n0.15  completed\n0.25  diverged \n")
        let csv = try desk.call(
            "query",
            "--csv",
            "SELECT lr, 'a,b' AS c FROM run WHERE lr > 0.2 AND experiment = 'rates'"
        )
        #expect(csv.output == "lr,c\n0.25,\"a,b\"\n")
        let typo = try desk.call("query", "SELECT lr,\n  outcom FROM run")
        #expect(typo.code == 2)
        #expect(
            typo.notes == """
                query:2:3: error: there is no column 'outcom' [query.unknown-column]
                 2 |   outcom FROM run
                   |   ^^^^^^
                help: did you mean 'outcome'?

                """
        )
        #expect(try desk.call("query", "--tables", "spike").output.hasPrefix("spike: "))
        #expect(try desk.call("query", "DELETE FROM run").code == 2)
        #expect(try desk.number("SELECT count(*) FROM run") == 5)
    }
}
