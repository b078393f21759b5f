import Experiments
import Foundation
import GRDB
import Storage
import Testing
import Traces
import Training

@Suite struct RunStores {
    let scratch: Scratch

    init() throws {
        scratch = try Scratch()
    }

    @Test func comeBackAsTheyWereStored() throws {
        let record = try RunRecord.sample(state: true)
        let archive = try scratch.open()
        try archive.store(record)
        let read = try #require(try archive.record(for: record.key))
        #expect(read == record)
        #expect(read.bisection.first?.value.sign == .minus)
    }

    @Test func keepInfinityAndForgetNoNaN() throws {
        var record = try RunRecord.sample()
        var row = TraceRow()
        row[.loss] = .infinity
        row[.gradNorm] = -0.0
        record.trace.append(row)
        record.trace.outcome = .diverged(step: record.trace.count)
        record.wallSeconds = 0
        let archive = try scratch.open()
        try archive.store(record)
        let read = try #require(try archive.record(for: record.key))
        #expect(read == record)
        #expect(read.trace[.lambdaMax].last?.isNaN == true)
    }

    /// Unusual numbers, such as NaN, infinities and the smallest one.
    private static let values: [Double] = [
        .nan, .infinity, -.infinity, -0.0, 0, 1, -1, 5e-324, -.greatestFiniteMagnitude, 0.1, 3e15,
    ]

    @Test func keepEveryBitOfEveryColumn() throws {
        var record = try RunRecord.empty()
        for step in 0..<40 {
            var row = TraceRow()
            for (place, column) in Catalogue.columns.enumerated() {
                row[column] = Self.values[(step + place) * 7 % Self.values.count]
            }
            record.trace.append(row)
            for layer in 0..<3 where step % 4 == 0 {
                var values = LayerRecord(step: step + 1, layer: layer, name: ["", "ein „Name“", "a,b'c"][layer])
                for column in LayerRecord.Column.allCases {
                    values[column] = Self.values[(step + layer + column.rawValue * 3) % Self.values.count]
                }
                record.trace.layers.append(values)
            }
            let kind: TraceEvent.Kind = step % 3 == 0 ? .exhausted : .rollback
            // The value of an event is a count or a step, and so never NaN.
            record.trace.events.append(TraceEvent(step: 1 + step / 2, kind: kind, value: Self.values[1 + step % 10]))
        }
        let archive = try scratch.open()
        try archive.store(record)
        #expect(try archive.record(for: record.key) == record)
        #expect(try archive.verify().isSound)
    }

    @Test func keepTheirStepsAndSegments() throws {
        var record = try RunRecord.empty()
        for (step, isAfterBreak) in [(0, false), (10, false), (20, false), (21, true), (35, false), (40, true)] {
            var row = TraceRow()
            row[.loss] = Double(100 - step)
            record.trace.append(row, at: step, afterBreak: isAfterBreak)
        }
        let archive = try scratch.open()
        try archive.storeWhole(record)
        try archive.setMembers([record.member])
        let read = try #require(try archive.record(for: record.key))
        #expect(read == record && read.trace.segments == [0..<3, 3..<5, 5..<6])
        let run = try archive.query("SELECT steps, final_loss, lowest_loss FROM run").rows
        #expect(run == [[.integer(6), .real(60), .real(60)]])
        #expect(try archive.query("SELECT max(step), count(*) FROM trace").rows == [[.integer(40), .integer(6)]])
        try archive.close()
        let queue = try DatabaseQueue(path: scratch.path)
        try queue.write { db in try db.execute(sql: "DELETE FROM stored_segment WHERE first = 21") }
        try queue.close()
        let events = Events()
        #expect(try scratch.open(events).record(for: record.key) == nil && events.quarantined == [record.key.text])
    }

    @Test(arguments: ["UPDATE stored_trace SET step = 99 WHERE step = 60", "INSERT INTO stored_segment VALUES (1, 30)"])
    func noticeOtherSteps(sql: String) throws {
        let archive = try scratch.open()
        try archive.store(try RunRecord.sample())
        try archive.close()
        let queue = try DatabaseQueue(path: scratch.path)
        try queue.write { db in try db.execute(sql: sql) }
        try queue.close()
        let events = Events()
        _ = try scratch.open(events)
        #expect(events.quarantined.count == 1)
    }

    @Test func mayBeEmpty() throws {
        let archive = try scratch.open()
        let nothing = try RunRecord.empty(1)
        var unknown = try RunRecord.empty(2)
        for _ in 0..<3 { unknown.trace.append(TraceRow()) }
        unknown.trace.layers = [LayerRecord(step: 2, layer: 0, name: "a")]
        for record in [nothing, unknown] {
            try archive.store(record)
            #expect(try archive.record(for: record.key) == record)
        }
        #expect(try archive.query("SELECT count(*) FROM stored_constant").rows == [[.integer(0)]])
    }

    @Test(arguments: values.filter { !$0.isNaN })
    func holdAConstantOnce(value: Double) throws {
        var record = try RunRecord.empty()
        for step in 1...5 {
            var row = TraceRow()
            (row[.loss], row[.lr], row[.dip]) = (Double(step), value, step == 3 ? .nan : value)
            record.trace.append(row)
        }
        let archive = try scratch.open()
        try archive.store(record)
        try archive.setMembers([record.member])
        #expect(try archive.record(for: record.key) == record)
        let stored = try archive.query("SELECT count(loss), count(lr), count(dip) FROM stored_trace")
        #expect(stored.rows == [[.integer(5), .integer(0), .integer(4)]])
        let seen = try archive.query("SELECT loss, lr, dip FROM trace ORDER BY step").rows
        #expect(seen[2] == [.real(3), .real(value), .null] && seen[4] == [.real(5), .real(value), .real(value)])
    }

    @Test func areCountedAndRemovedWithAllTheirParts() throws {
        let archive = try scratch.open()
        let record = try RunRecord.sample(state: true)
        try archive.storeWhole(record)
        let (trace, found) = (record.trace, record.analysis)
        let rows = trace.count + 1 + trace.layers.count + trace.states.count + trace.events.count
        #expect(try archive.stats().rows > rows + found.spikes.count + found.crossings.count + found.phases.count)
        #expect(!trace.layers.isEmpty && !trace.events.isEmpty)
        #expect(try archive.gc(keeping: []).runs == 1)
        #expect(try archive.stats().rows == 0 && archive.stats().analyses == 0)
    }

    @Test func areSummarisedWithoutReadingThem() throws {
        let records = try (1...3).map { try RunRecord.sample($0, steps: 20) }
        let archive = try scratch.open()
        try archive.storeWhole(records[0])
        try archive.store(records[1])
        let summaries = try archive.summaries(of: records.map(\.key))
        #expect(Set(summaries.keys) == Set(records.dropLast().map(\.key)))
        let first = try #require(summaries[records[0].key])
        #expect(first.steps == 20 && first.seed == 1 && first.outcome == .completed && first.wallSeconds == 0.25)
        #expect(first.origin == records[0].origin && first.analyses == [records[0].analysis.key])
        #expect(summaries[records[1].key]?.analyses == [])
    }

    @Test func areReplacedWhole() throws {
        var record = try RunRecord.sample()
        let archive = try scratch.open()
        try archive.storeWhole(record)
        record.wallSeconds = 9
        try archive.store(record)
        #expect(try archive.stats().analyses == 0, "another trace may give another analysis")
        #expect(try archive.record(for: record.key) == record)
        #expect(try archive.stats().runs == 1)
    }

    @Test func areNotStoredReadOnly() throws {
        try scratch.open().close()
        let archive = try scratch.open(readOnly: true)
        #expect(throws: ArchiveError.readOnly(path: scratch.path)) { try archive.store(RunRecord.sample()) }
    }
}
