import Analysis
import Experiments
import Foundation
import Settings
import Storage
import Testing
import Training

/// A folder of its own for each test, removed at the end.
final class Scratch: Sendable {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "storage-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    var path: String { file("book.sqlite") }

    func file(_ name: String) -> String { folder.appending(path: name).path }

    func bytes(_ name: String = "book.sqlite") throws -> Data {
        try Data(contentsOf: folder.appending(path: name))
    }

    /// Changes bytes of the archive's file.
    func change(_ name: String = "book.sqlite", _ body: (inout Data) -> Void) throws {
        var data = try bytes(name)
        body(&data)
        try data.write(to: folder.appending(path: name))
    }

    /// Opens the archive and collects what it reports.
    func open(readOnly: Bool = false, _ events: Events = Events()) throws -> Archive {
        try Archive.open(at: path, readOnly: readOnly, report: { events.add($0) })
    }
}

/// What archives have reported.
final class Events: Sendable {
    private let lock = NSLock()
    private nonisolated(unsafe) var collected: [ArchiveEvent] = []

    func add(_ event: ArchiveEvent) { lock.withLock { collected.append(event) } }

    var all: [ArchiveEvent] { lock.withLock { collected } }

    /// The keys that were reported as damaged.
    var quarantined: Set<String> {
        Set(
            all.compactMap { event in
                if case .quarantined(let key, _) = event { key.text } else { nil }
            }
        )
    }

    /// The keys of analyses that were reported as damaged.
    var dropped: Set<String> {
        Set(
            all.compactMap { event in
                if case .dropped(let key, _) = event { key.text } else { nil }
            }
        )
    }

    /// Whether a file was set aside.
    var setAside: Bool {
        all.contains { event in
            if case .setAside = event { true } else { false }
        }
    }
}

extension RunRecord {
    /// A real run of Adam on a small bowl, with its own key for each number; with `state` also with layers and events.
    static func sample(_ number: Int = 1, steps: Int = 60, state: Bool = false) throws -> RunRecord {
        // Ten steps that are far too long make a spike.
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
        let result = try #require(try Simulation(specification).run())
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
            for (index, column) in TraceColumn.allCases.enumerated() {
                row[column] = Double(step + 1) * 0.37 + Double(index) * 0.11 + Double(number)
            }
            trace.append(row)
        }
        record.trace = trace
        record.key = RunKey(text: Digest.sha256("run \(number)"))
        return record
    }

    /// A run of no step, to which a test gives its trace.
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

    /// What is found in the trace, and crossings that are not there.
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
            phases: found.phases
        )
    }
}

extension Archive {
    /// Stores runs with what was found in their traces.
    func storeWhole(_ records: RunRecord...) throws {
        for record in records { try store(record, with: [record.analysis]) }
    }
}

extension Trace {
    /// Two layers at every fifth step, and what a guard did.
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

extension Scratch {
    /// Removes what damage left behind, but for the seal.
    func clear() throws {
        let files = FileManager.default
        let seal = try bytes("book.sqlite.seal.sound")
        for name in try files.contentsOfDirectory(atPath: folder.path) where name != "book.sqlite.seal.sound" {
            try files.removeItem(atPath: file(name))
        }
        try seal.write(to: folder.appending(path: "book.sqlite.seal"))
    }
}
