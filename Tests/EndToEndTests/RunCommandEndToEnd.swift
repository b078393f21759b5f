import Foundation
import Testing

/// `spikebook run`: one experiment, outside the archive.
@Suite struct RunCommandEndToEnd {
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
}
