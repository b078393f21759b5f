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
    }

    @Test func answersReadersAndWritesNothing() throws {
        let desk = try Desk()
        try desk.write(Self.log(spikeAt: nil), to: "run.jsonl")
        let outcome = try desk.call("diagnose", "run.jsonl")
        #expect(outcome.code == 0 && outcome.output.contains("verdict: none"))
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

    /// The report is a book that builds without fault; a folder with other files stays as it is.
    @Test func writesABookThatBuilds() throws {
        let desk = try Desk()
        let log = Self.log(spikeAt: 400) { ", \"lr\": \($0 >= 395 && $0 < 420 ? 6e-3 : 3e-4)" }
        try desk.write(log, to: "run.jsonl")
        let outcome = try desk.call("diagnose", "run.jsonl", "--report", "report")
        #expect(outcome.code == 0 && outcome.output.contains("verdict: schedule"))
        #expect(try desk.text("report/run.jsonl") == log, "the log lies beside the chapter")
        let built = try desk.call("build", "--book", "report")
        #expect(built.code == 0, "\(built.notes)")
        let again = try desk.call("diagnose", "run.jsonl", "--report", "report")
        #expect(again.code == 2 && again.notes.contains("not empty"))
        #expect(try desk.text("report/run.jsonl") == log)
    }
}
