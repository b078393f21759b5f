import Experiments
import Foundation
import Settings
import TestSupport
import Testing
import Traces
import Training

/// Records as JSON, which is passed from one process to another.
@Suite struct RunRecords {
    private let encoder = JSONEncoder()
    private let decoder = JSONDecoder()

    init() {
        let (plus, minus, nan) = ("inf", "-inf", "nan")
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: plus,
            negativeInfinity: minus,
            nan: nan
        )
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: plus,
            negativeInfinity: minus,
            nan: nan
        )
    }

    private func record() throws -> (RunRecord, AnalysisRecord) {
        let tree: Value = [
            "model": ["quadratic": ["eigenvalues": [1, 30]]], "optimizer": ["sgd": ["lr": 0.1]], "steps": 40,
            "probes": ["curvature", "state"],
        ]
        let run = try Runs.specification(tree)
        var trace = try #require(try run.run()).trace
        trace.append(TraceRow(), at: 50, afterBreak: true)
        trace.layers = [LayerRecord(step: 2, layer: 0, name: "a")]
        trace.events = [TraceEvent(step: 3, kind: .rollback, value: -0.0)]
        trace.outcome = .diverged(step: 40)
        let record = RunRecord(
            key: RunKey(run),
            specification: run.canonicalTrace.canonicalJSON,
            seed: 3,
            origin: Origin(core: "c", kernel: "k", host: "x86_64-linux"),
            wallSeconds: 0.25,
            finishedAt: "2026-01-01T00:00:00Z",
            trace: trace,
            bisection: [BisectionStep(number: 0, value: -.infinity, isShown: true)]
        )
        return (record, AnalysisRecord(of: record, as: run))
    }

    @Test func comeBackBitForBit() throws {
        let (record, analysis) = try record()
        #expect(record.trace.states.count > 0 && record.trace[.sumV].allSatisfy(\.isNaN))
        #expect(try decoder.decode(RunRecord.self, from: encoder.encode(record)) == record)
        #expect(try decoder.decode(AnalysisRecord.self, from: encoder.encode(analysis)) == analysis)
    }

    @Test(arguments: [
        ("\"loss\":[", "\"loss\":[1,"), ("\"loss\":[", "\"the loss\":["), ("\"steps\":[1,2", "\"steps\":[2,2"),
    ])
    func areRefusedWhenColumnsDoNotFit(old: String, new: String) throws {
        let text = String(decoding: try encoder.encode(try record().0), as: UTF8.self)
        try #require(text.contains(old))
        #expect(throws: DecodingError.self) {
            try decoder.decode(RunRecord.self, from: Data(text.replacing(old, with: new).utf8))
        }
    }

    /// Columns of probes that this program lacks are kept.
    @Test func keepColumnsThatNobodyHereDeclares() throws {
        var (record, _) = try record()
        let text = String(decoding: try encoder.encode(record), as: UTF8.self)
        let read = try decoder.decode(
            RunRecord.self,
            from: Data(text.replacing("\"loss\":[", with: "\"gloss\":[").utf8)
        )
        let gloss = TraceColumn("gloss")
        #expect(read.trace[gloss].map(\.bitPattern) == record.trace[.loss].map(\.bitPattern))
        #expect(read != record && read.trace[.loss].allSatisfy(\.isNaN))
        record.trace = read.trace
        #expect(try decoder.decode(RunRecord.self, from: encoder.encode(record)) == record)
    }
}
