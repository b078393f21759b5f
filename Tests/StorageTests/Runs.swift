import Experiments
import Foundation
import Storage
import Testing
import Training

@Suite struct Runs {
    let scratch: Scratch

    init() throws {
        scratch = try Scratch()
    }

    @Test func comeBackAsTheyWereStored() throws {
        let record = try RunRecord.sample(state: true)
        #expect(!record.spikes.isEmpty && !record.crossings.isEmpty && !record.phases.isEmpty)
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

    @Test func areSummarisedWithoutReadingThem() throws {
        let records = try (1...3).map { try RunRecord.sample($0, steps: 20) }
        let archive = try scratch.open()
        for record in records.dropLast() { try archive.store(record) }
        let summaries = try archive.summaries(of: records.map(\.key))
        #expect(Set(summaries.keys) == Set(records.dropLast().map(\.key)))
        let first = try #require(summaries[records[0].key])
        #expect(first.steps == 20 && first.seed == 1 && first.outcome == .completed && first.wallSeconds == 0.25)
    }

    @Test func areReplacedWhole() throws {
        var record = try RunRecord.sample()
        let archive = try scratch.open()
        try archive.store(record)
        record.spikes = []
        record.wallSeconds = 9
        try archive.store(record)
        #expect(try archive.record(for: record.key) == record)
        #expect(try archive.stats().runs == 1)
    }

    @Test func areNotStoredReadOnly() throws {
        try scratch.open().close()
        let archive = try scratch.open(readOnly: true)
        #expect(throws: ArchiveError.readOnly(path: scratch.path)) { try archive.store(RunRecord.sample()) }
    }
}
