import Foundation
import Testing

/// `spikebook run`, which makes one experiment without the archive.
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

    /// The content is tested in `TraceRoundTrips`; here only that the file is written and what it may overwrite.
    @Test func writeTracesAsJSONLines() throws {
        let desk = try Desk("Bowls")
        let call = ["run", "rates", "--variant", "optimizer.sgd.lr=0.25", "--trace", "out.jsonl"]
        for _ in 0..<2 {
            let outcome = try desk.call(call)
            #expect(outcome.code == 0 && outcome.notes == "trace: out.jsonl\n")
        }
        let lines = try desk.text("out.jsonl").split(separator: "\n")
        #expect(lines[0].hasPrefix(#"{"record":"run","schema":1,"name":"rates optimizer.sgd.lr=0.25 seed 0","#))
        #expect(lines[0].contains(#""optimizer":"sgd""#))
        #expect(lines[1].hasPrefix(#"{"record":"step","step":1,"loss":"#))
        #expect(lines.last == #"{"record":"end","outcome":"diverged","step":283}"#)
    }

    @Test func overwriteNoLogOfAnother() throws {
        let desk = try Desk("Bowls")
        try desk.write(#"{"step": 1, "loss": 2.5}"#, to: "mine.jsonl")
        let outcome = try desk.call("run", "rates", "--trace", "mine.jsonl")
        #expect(
            outcome.code == 2
                && outcome.notes.hasPrefix("error: 'mine.jsonl' exists and holds no trace of this program")
        )
        #expect(try desk.text("mine.jsonl") == #"{"step": 1, "loss": 2.5}"# && outcome.output.isEmpty)
    }
}
