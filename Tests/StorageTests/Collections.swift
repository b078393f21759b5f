import Experiments
import Foundation
import GRDB
@testable import Storage
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

@Suite struct Collections {
    let scratch: Scratch

    init() throws {
        scratch = try Scratch()
    }

    @Test func removeWhatTheBookDoesNotReach() throws {
        let records = try (1...4).map { try RunRecord.sample($0, steps: 20) }
        let archive = try scratch.open()
        for record in records { try archive.storeWhole(record) }
        // The runs were finished from the second to the fifth of January.
        let now = try #require(ISO8601DateFormatter().date(from: "2026-01-06T00:00:00Z"))
        let first = try archive.gc(keeping: [records[0].member], olderThanDays: 2, now: now)
        #expect(first.runs == 1)
        #expect(try Set(archive.summaries(of: records.map(\.key)).keys) == Set([0, 2, 3].map { records[$0].key }))
        #expect(try archive.gc(keeping: [records[0].member], now: now).runs == 2)
        #expect(try archive.record(for: records[0].key) == records[0])
        #expect(try archive.verify().isSound)
    }

    @Test func removeAnalysesThatTheBookNoLongerNames() throws {
        let records = try (1...2).map { try RunRecord.sample($0, steps: 20) }
        let archive = try scratch.open()
        for record in records { try archive.storeWhole(record) }
        var former = records[0].analysis
        former.key = AnalysisKey(text: "former")
        try archive.store([former])
        try archive.hold([records[0].key], for: LeaseHolder())
        #expect(try archive.gc(keeping: records.map(\.member)).analyses == 0, "a build holds the run")
        let report = try archive.gc(keeping: records.map(\.member), now: Date() + 121)
        #expect(report.runs == 0 && report.analyses == 1)
        #expect(try archive.analysis(for: former.key) == nil && archive.stats().analyses == 2)
        #expect(try archive.gc(keeping: [records[1].member], now: Date() + 121).runs == 1)
        #expect(try archive.stats().analyses == 1, "an analysis goes with its run")
    }

    @Test func keepWhatABuildHolds() throws {
        let records = try (1...3).map { try RunRecord.sample($0, steps: 20) }
        let archive = try scratch.open()
        let holder = LeaseHolder()
        for record in records { try archive.storeWhole(record) }
        try archive.hold(records.prefix(2).map(\.key), for: holder)
        #expect(try archive.gc(keeping: []).runs == 1)
        #expect(try archive.gc(keeping: [], now: Date() + 121).runs == 2, "a lease runs out")
    }

    @Test func removeDamagedFilesOnlyWhenAsked() throws {
        let archive = try scratch.open()
        for name in ["book.sqlite.damaged-1", "book.sqlite.damaged-1-wal", "book.sqlite.damaged-x", "other.damaged-1"] {
            try Data().write(to: URL(fileURLWithPath: scratch.file(name)))
        }
        #expect(archive.damagedFiles().count == 2)
        try archive.removeDamagedFiles()
        #expect(archive.damagedFiles().isEmpty)
        #expect(FileManager.default.fileExists(atPath: scratch.file("book.sqlite.damaged-x")))
    }

    @Test func keepToTheSize() throws {
        let records = try (1...4).map { try RunRecord.synthetic($0, steps: 4_000) }
        let archive = try scratch.open()
        for record in records { try archive.storeWhole(record) }
        let limit = 2_600_000
        let report = try archive.gc(keeping: [records[3].member], olderThanDays: 1_000, maximumBytes: limit)
        #expect(report.runs == 2)
        #expect(report.bytesAfter < limit && report.bytesBefore > limit)
        #expect(try archive.gc(keeping: [records[3].member], olderThanDays: 1_000, maximumBytes: 1).runs == 1)
        #expect(try archive.stats().runs == 1)
    }

    @Test func packWhatManyRunsLeftLoose() throws {
        let records = try (1...4).map { try RunRecord.synthetic($0, steps: 4_000) }
        let archive = try scratch.open()
        for record in records { try archive.storeWhole(record) }
        let loose = try archive.stats().bytes
        try archive.pack(afterMaking: 0)
        #expect(try archive.stats().bytes == loose)
        try archive.pack(afterMaking: 4)
        #expect(try archive.stats().bytes < loose * 19 / 20)
        #expect(try archive.record(for: records[2].key) == records[2])
        #expect(try archive.verify().isSound)
    }
}
