import Foundation
import Testing

/// `explain` and `status`, which show the runs to be made and why.
@Suite struct ExplainCommandEndToEnd {
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
}
