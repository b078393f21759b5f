import Analysis
import Experiments
import Foundation
import Settings
import Storage
import Testing
import Traces
import Training

extension RunRecord {
    /// A real run of Adam on a small quadratic, whose key depends on `number`.
    ///
    /// With `state` it also has layers and events.
    static func sample(_ number: Int = 1, steps: Int = 60, state: Bool = false) throws -> RunRecord {
        // Ten steps at a much too large rate cause a spike.
        let rates: [(step: String, rate: Double)] = steps > 30 ? [("20", 3), ("30", 0.05)] : []
        let faster = rates.map { step, rate in
            Value.Entry(step, .map([.init("optimizer.adam.lr", .number(rate))]))
        }
        let tree = Value.map([
            .init("model", .map([.init("quadratic", .map([.init("eigenvalues", .list([.number(1), .number(30)]))]))])),
            .init(
                "optimizer",
                .map([.init("adam", .map([.init("lr", .number(0.05)), .init("beta2", .number(0.9))]))])
            ),
            .init("steps", .number(Double(steps))),
            .init("seed", .number(Double(number))),
            .init("at", .map(faster)),
            .init("probes", .list([.text("curvature"), .text("moments")] + (state ? [.text("state")] : []))),
        ])
        let specification = try #require(try Experiment(reading: tree).members.first).specification
        let result = try #require(try specification.run())
        var trace = result.trace
        if state { trace.addLayersAndEvents(number) }
        return RunRecord(
            key: RunKey(specification),
            specification: specification.canonicalTrace.canonicalJSON,
            seed: number,
            origin: Origin(core: CoreVersion.digest, kernel: "any", host: "m68k-amiga"),
            wallSeconds: 0.25,
            finishedAt: "2026-01-0\(1 + number % 9)T00:00:00Z",
            trace: trace,
            bisection: [BisectionStep(number: 0, value: -0.0, isShown: true)]
        )
    }

    /// A run of any length without training.
    static func synthetic(_ number: Int, steps: Int) throws -> RunRecord {
        var record = try sample(1, steps: 10)
        var trace = Trace(capacity: steps)
        for step in 0..<steps {
            var row = TraceRow()
            for (index, column) in Catalogue.columns.enumerated() {
                row[column] = Double(step + 1) * 0.37 + Double(index) * 0.11 + Double(number)
            }
            trace.append(row)
        }
        record.trace = trace
        record.key = RunKey(text: Digest.sha256("run \(number)"))
        return record
    }

    /// A run without steps, whose trace the test fills in.
    static func empty(_ number: Int = 1) throws -> RunRecord {
        try synthetic(number, steps: 0)
    }

    var member: Member {
        Member(
            experiment: "bowl",
            chapter: "01.md",
            position: seed,
            variant: "",
            seed: seed,
            key: key,
            analysis: analysisKey
        )
    }

    private var analysisKey: AnalysisKey { AnalysisKey(text: Digest.sha256("analysis of \(key.text)")) }

    /// What the record may tell besides rises: it has no height, and no end.
    private static let end = Rise(
        rule: .record,
        kind: .nonFinite,
        start: 7,
        peak: 7,
        end: nil,
        decades: nil,
        loss: nil,
        sigmas: nil
    )

    /// The analysis of the trace, with additional crossings and an event that the trace does not have.
    var analysis: AnalysisRecord {
        let found = TraceAnalysis(of: trace, detector: SpikeDetector(), decay: MomentDecay(Adam()))
        var row = TraceRow()
        (row[.lambdaMax], row[.lambdaGrad], row[.threshold]) = (3, 4.5, 2)
        var above = Trace()
        above.append(row)
        return AnalysisRecord(
            key: analysisKey,
            run: key,
            detector: SpikeDetector().resolved.canonicalJSON,
            spikes: found.spikes,
            crossings: Crossing.all(in: above),
            phases: found.phases,
            rises: found.rises + [Self.end]
        )
    }
}

extension Trace {
    /// Adds two layers at every fifth step, and events of a guard.
    fileprivate mutating func addLayersAndEvents(_ number: Int) {
        for step in stride(from: 5, through: count, by: 5) {
            for layer in 0..<2 {
                var record = LayerRecord(step: step, layer: layer, name: "dense \(layer)")
                for (index, column) in LayerRecord.Column.allCases.dropLast(layer).enumerated() {
                    record[column] = Double(step * number) * 0.37 + Double(index) * 0.11
                }
                layers.append(record)
            }
        }
        events = [
            TraceEvent(step: 7, kind: .rollback, value: 3),
            TraceEvent(step: 9, kind: .rollback, value: Double(number) + 0.5),
            TraceEvent(step: 9, kind: .exhausted, value: 2),
        ]
    }
}
