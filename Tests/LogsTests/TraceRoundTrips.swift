import Testing
import Traces

@testable import Logs

/// Traces that this program writes and reads back.
@Suite struct TraceRoundTrips {
    private static func trace() -> Trace {
        var trace = Trace()
        let vAlong = TraceColumn("v_along")
        let values: [(Int, Double, Double)] = [
            (1, 0.1 + 0.2, .nan), (2, Double.leastNonzeroMagnitude, 1), (3, -0.0, .infinity),
            (9, 1.7976931348623157e308, 1.0 / 3), (10, .nan, -.infinity),
        ]
        for (step, loss, other) in values {
            var row = TraceRow()
            row[.loss] = loss
            row[vAlong] = other
            var layer = LayerRecord(step: step, layer: 0, name: "W \"1\" \\ é\n\u{1}")
            layer[.sumV] = loss
            row.layers = [layer]
            trace.append(row, at: step, afterBreak: step == 9)
        }
        trace.states = [StateRecord(step: 1, coordinate: 0, theta: 0.1, gradient: -2, m: 1e-9, v: 3, vHat: .nan)]
        trace.events = [TraceEvent(step: 3, kind: .rollback, value: 2)]
        trace.outcome = .diverged(step: 10)
        return trace
    }

    private static func read(_ text: String, run: String? = nil) throws -> Log {
        try LogFolder.log(text, "trace.jsonl", run: run)
    }

    @Test func giveTheSameBits() throws {
        var lines = TraceLines()
        lines.add(Self.trace(), name: "adam", facts: [("optimizer", "adam")])
        let log = try Self.read(lines.text)
        #expect(log.format == "spikebook" && log.trace == Self.trace() && log.dropped.isEmpty)
        #expect(
            log.trace.segments == [0..<3, 3..<5] && log.nonFinite.contains(.init(step: 10, column: "loss", value: .nan))
        )
    }

    @Test func ofTracesWithoutALossKeepTheirSteps() throws {
        var trace = Trace()
        var row = TraceRow()
        row[.gradNorm] = 2
        trace.append(row)
        trace.append(TraceRow())
        var lines = TraceLines()
        lines.add(trace, name: "none")
        #expect(try Self.read(lines.text).trace == trace)
    }

    @Test func ofSeveralRunsAreChosenByName() throws {
        var lines = TraceLines()
        lines.add(Self.trace(), name: "a")
        var other = Trace()
        other.append(TraceRow())
        lines.add(other, name: "b")
        #expect(throws: LogFault.self) { try Self.read(lines.text) }
        #expect(
            try Self.read(lines.text, run: "a").trace == Self.trace() && Self.read(lines.text, run: "b").trace == other
        )
    }

    @Test func ofTheRecorderHaveLinesOfTheirOwnForCurvature() throws {
        let log = try Self.read(
            """
            {"record": "run", "schema": 1, "optimizer": "AdamW", "betas": [0.9, 0.999]}
            {"step":1,"loss":2.5,"lr":[0.5,0.25]}
            {"record":"curvature","step":1,"lambda_max":3,"lambda_grad":2}
            {"record":"event","step":1,"event":"resume","note":"state restored"}
            {"record":"run","schema":1}
            {"record":"step","step":2,"loss":"NaN"}
            {"record":"hologram","step":2}
            {"record":"step","st
            """
        )
        #expect(
            log.trace.steps == [1, 2] && log.trace[TraceColumn("lambda_max")].first == 3 && log.trace[.lr].first == 0.5
        )
        #expect(log.segments.count == 2 && log.trace.segments.count == 2 && log.trace.outcome == .diverged(step: 2))
        #expect(log.notes.contains("step 1: resume (state restored)"))
        #expect(log.dropped == ["of a record that is not known": 1, "broken off, or no JSON": 1])
    }

    @Test func ofALaterSchemaAreRefused() throws {
        let told = try LogFolder.fault("{\"record\":\"run\",\"schema\":2}\n".utf8)
        #expect(told.hasPrefix("log.schema: the trace has schema 2; this program reads 1"))
    }
}
