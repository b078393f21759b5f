import Foundation
import Testing

/// `spikebook diagnose` on small logs that are made up here.
@Suite struct DiagnoseCommandEndToEnd {
    /// A log of lines `{"step": …, "loss": …}` with a spike at some step, and further columns.
    private static func log(spikeAt spike: Int?, more: (Int) -> String = { _ in "" }) -> String {
        (0..<600).map { step in
            let noise = 0.03 * sin(Double(step * step % 97))
            let rise = spike.map { step >= $0 && step < $0 + 20 ? 2.0 : 0 } ?? 0
            return "{\"step\": \(step), \"loss\": \(2.8 + 3 / (1 + Double(step) / 80) + noise + rise)\(more(step))}\n"
        }.joined()
    }

    private static func json(_ outcome: Desk.Outcome) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        return try #require(object as? [String: Any])
    }

    @Test func answersForPrograms() throws {
        let desk = try Desk()
        try desk.write(Self.log(spikeAt: 400), to: "run.jsonl")
        let outcome = try desk.call("diagnose", "run.jsonl", "--format", "json")
        let document = try Self.json(outcome)
        #expect(outcome.code == 0 && document["version"] as? Int == 1 && document["rows"] as? Int == 600)
        let keys = [
            "version", "format", "files", "rows", "dropped", "columns", "not_recorded", "loss_kind", "segments",
            "events", "outcome", "causes", "verdict", "next",
        ]
        #expect(Set(keys).isSubset(of: document.keys))
        let events = try #require(document["events"] as? [[String: Any]])
        #expect(events.map { $0["kind"] as? String } == ["spike"] && events[0]["start"] as? Int == 400)
        let causes = try #require(document["causes"] as? [String: [String: Any]])
        #expect(
            Set(causes.keys) == [
                "preconditioner", "sharpening", "data", "arithmetic", "schedule", "restart", "artefact",
            ]
        )
        #expect(causes["schedule"]?["verdict"] as? String == "not recorded")
        #expect(document["verdict"] as? String == "undecided" && (document["next"] as? [String])?.isEmpty == false)
        try expectSnapshot(outcome.output, "Usage/diagnosis.json")
    }

    @Test func answersReadersAndWritesNothing() throws {
        let desk = try Desk()
        try desk.write(Self.log(spikeAt: nil), to: "run.jsonl")
        let outcome = try desk.call("diagnose", "run.jsonl")
        #expect(outcome.code == 0 && outcome.output.contains("verdict: none"))
        #expect(outcome.output.contains("the level of the loss falls by 0.0"), "what neither rule sees")
        #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 100 }, "lines fit the terminal")
        #expect(!outcome.output.contains("\u{1B}"), "no colours without a terminal")
        #expect(try FileManager.default.contentsOfDirectory(atPath: desk.folder.path) == ["run.jsonl"])
    }

    @Test func readsTheColumnThatItIsTold() throws {
        let desk = try Desk()
        try desk.write(Self.log(spikeAt: 400).replacing("\"loss\"", with: "\"badness\""), to: "run.jsonl")
        let refused = try desk.call("diagnose", "run.jsonl")
        #expect(refused.code == 5 && refused.notes.contains("badness"), "candidates are named: \(refused.notes)")
        let told = try desk.call("diagnose", "run.jsonl", "--column", "loss=badness", "--format", "json")
        #expect(try Self.json(told)["verdict"] as? String == "undecided")
        let unknown = try desk.call("diagnose", "run.jsonl", "--column", "los=badness")
        #expect(unknown.code == 2 && unknown.notes.contains("loss"), "the nearest name is told")
        #expect(try desk.call("diagnose", "run.jsonl", "--column", "badness").code == 2)
        #expect(try desk.call("diagnose", "nothing.jsonl").code == 5)
        #expect(try desk.call("diagnose", "run.jsonl", "--batch-share", "2").code == 2)
    }

    /// The pieces of one run are one log, and the start between them is a restart.
    @Test func joinsThePiecesOfARun() throws {
        let desk = try Desk()
        let lines = Self.log(spikeAt: 400).split(separator: "\n").map { $0 + "\n" }
        try desk.write(lines[..<400].joined(), to: "1.jsonl")
        try desk.write(lines[400...].joined(), to: "2.jsonl")
        let document = try Self.json(try desk.call("diagnose", "1.jsonl", "2.jsonl", "--format", "json"))
        #expect(document["segments"] as? Int == 2 && document["rows"] as? Int == 600)
        #expect(document["verdict"] as? String == "restart")
    }

    /// A log beside which the same batches were seen is compared, and is no piece of the run.
    @Test func comparesRunsOfTheSameBatches() throws {
        let desk = try Desk()
        try desk.write(Self.log(spikeAt: 400), to: "a.jsonl")
        try desk.write(Self.log(spikeAt: 400), to: "b.jsonl")
        let document = try Self.json(
            try desk.call("diagnose", "a.jsonl", "--beside", "b.jsonl", "--format", "json")
        )
        #expect(document["segments"] as? Int == 1 && document["verdict"] as? String == "data")
    }

    /// A log of several runs is refused until one is chosen, here and beside.
    @Test func readsTheRunThatItIsTold() throws {
        let desk = try Desk()
        try desk.write(Self.log(spikeAt: nil) + Self.log(spikeAt: 400), to: "two.jsonl")
        try desk.write(Self.log(spikeAt: 400), to: "one.jsonl")
        let refused = try desk.call("diagnose", "two.jsonl")
        #expect(refused.code == 5 && refused.notes.contains("say which: --run 2"), "\(refused.notes)")
        func verdict(_ arguments: String...) throws -> String? {
            try Self.json(try desk.call(["diagnose", "--format", "json"] + arguments))["verdict"] as? String
        }
        #expect(try verdict("two.jsonl", "--run", "1") == "none")
        #expect(try verdict("two.jsonl", "--run", "2") == "undecided")
        let beside = try desk.call("diagnose", "one.jsonl", "--beside", "two.jsonl")
        #expect(beside.code == 5 && beside.notes.contains("say which: --beside-run 2"), "\(beside.notes)")
        #expect(try verdict("one.jsonl", "--beside", "two.jsonl", "--beside-run", "2") == "data")
        #expect(try verdict("two.jsonl", "--run", "2", "--beside", "two.jsonl", "--beside-run", "1") == "undecided")
        let few = try desk.call(
            ["diagnose", "one.jsonl", "--beside", "two.jsonl", "--beside", "one.jsonl", "--beside-run", "2"]
        )
        #expect(few.code == 2 && few.notes.contains("once for each --beside"), "\(few.notes)")
    }

    /// The report is a book that builds without fault, whatever its log is called; a folder with other files stays as
    /// it is.
    @Test func writesABookThatBuilds() throws {
        let desk = try Desk()
        let log = Self.log(spikeAt: 400) {
            ", \"lr\": \($0 >= 395 && $0 < 420 ? 6e-3 : 3e-4), \"lambda_max\": \(500 + $0), \"loss_scale\": 65536"
        }
        let lines = log.split(separator: "\n").map { $0 + "\n" }
        let dead = "{\"step\": 599, \"loss\": NaN}\n"
        let (one, other) = ("it's \"a\": *b* #1.jsonl", "it's \"a\": *b* #2.jsonl")
        try desk.write(lines[..<300].joined(), to: one)
        try desk.write(lines[300..<599].joined() + dead, to: other)
        let outcome = try desk.call("diagnose", one, other, "--report", "report")
        #expect(outcome.code == 0 && outcome.output.contains("verdict: schedule"), "\(outcome.output)\(outcome.notes)")
        #expect(try desk.text("report/\(one)") == lines[..<300].joined(), "the log lies beside the chapter")
        let built = try desk.call("build", "--book", "report")
        #expect(built.code == 0 && !built.notes.contains("warning"), "\(built.notes)")
        let sql = "SELECT rule, kind, start, \"end\" FROM rise WHERE rule = 'record' ORDER BY start"
        let rises = try desk.call("query", "--book", "report", "--csv", sql)
        #expect(rises.output == "rule,kind,start,end\nrecord,restart,300,300\nrecord,non-finite,599,\n", "\(rises)")
        let page = try desk.text("Output/site/01-log.html")
        for words in ["What happened in it's \"a\": *b* #1.jsonl", "curvature", "loss scale", "learning rate"] {
            #expect(page.replacing("&quot;", with: "\"").replacing("&#39;", with: "'").contains(words), "\(words)")
        }
        let again = try desk.call("diagnose", one, "--report", "report")
        #expect(again.code == 2 && again.notes.contains("not empty"))
    }

    /// The detector of the report's experiment is that which found the events: full batches have no noise to exceed.
    @Test func reportsTheDetectorOfTheEvents() throws {
        let desk = try Desk()
        try desk.write(Self.log(spikeAt: 400), to: "run.jsonl")
        for (share, detector) in [("1", "detector: {}"), ("0.01", "detector: {z: 5, smooth: 3}")] {
            let outcome = try desk.call("diagnose", "run.jsonl", "--batch-share", share, "--report", "report-\(share)")
            #expect(outcome.code == 0)
            #expect(try desk.text("report-\(share)/01-log.md").contains(detector))
        }
    }
}
