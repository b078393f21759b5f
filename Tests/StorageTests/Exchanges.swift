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

@Suite struct Exchanges {
    let scratch: Scratch
    let records: [RunRecord]

    init() throws {
        scratch = try Scratch()
        records = try (1...4).map { try RunRecord.sample($0, steps: 20, state: $0 > 2) }
    }

    @Test func exportACompactSealedCopy() throws {
        let archive = try scratch.open()
        for record in records { try archive.storeWhole(record) }
        _ = try archive.acquire(RunKey(text: "x"), for: LeaseHolder())
        let target = scratch.file("away/copy.sqlite")
        try archive.export(to: target)
        try archive.export(to: target)
        #expect(Seal.isIntact(target))
        let names = try FileManager.default.contentsOfDirectory(atPath: scratch.file("away")).sorted()
        #expect(names == ["copy.sqlite", "copy.sqlite.seal"])
        let copy = try Archive.open(at: target, readOnly: true)
        for record in records { #expect(try copy.record(for: record.key) == record) }
        for record in records { #expect(try copy.analysis(for: record.analysis.key) == record.analysis) }
        #expect(try copy.query("SELECT count(*) FROM lease").rows == [[.integer(0)]])
        try copy.export(to: scratch.file("away/second.sqlite"))
        #expect(Seal.isIntact(scratch.file("away/second.sqlite")))
    }

    @Test func importWhatIsSoundAndNew() throws {
        let source = try Archive.open(at: scratch.file("source.sqlite"))
        for record in records { try source.storeWhole(record) }
        try source.close()
        let queue = try DatabaseQueue(path: scratch.file("source.sqlite"))
        try queue.write { db in try db.execute(sql: "UPDATE stored_trace SET loss = 0.5 WHERE run = 2 AND step = 2") }
        try queue.close()
        let before = try scratch.bytes("source.sqlite")
        let events = Events()
        let archive = try scratch.open(events)
        try archive.storeWhole(records[0])
        let report = try archive.importArchive(from: scratch.file("source.sqlite"))
        #expect(report == ImportReport(added: 2, known: 1, leftOut: 1, analyses: 2))
        #expect(events.all == [.leftOut(key: records[1].key, reason: "its checksum differs")])
        #expect(try archive.record(for: records[3].key) == records[3])
        #expect(try archive.analysis(for: records[3].analysis.key) == records[3].analysis)
        #expect(try scratch.bytes("source.sqlite") == before)
        #expect(try archive.importArchive(from: scratch.file("source.sqlite")).added == 0)
    }

    @Test func importFromAnArchiveInUse() throws {
        let source = try Archive.open(at: scratch.file("source.sqlite"))
        try source.storeWhole(records[0])
        let archive = try scratch.open()
        #expect(try archive.importArchive(from: scratch.file("source.sqlite")).added == 1)
        try source.close()
    }

    @Test func importWhatASetAsideFileStillHolds() throws {
        let source = try Archive.open(at: scratch.file("source.sqlite"))
        for record in records { try source.storeWhole(record) }
        try source.close()
        try scratch.change("source.sqlite") { $0[47] ^= 1 }
        let before = try scratch.bytes("source.sqlite")
        let events = Events()
        let archive = try scratch.open(events)
        #expect(try archive.importArchive(from: scratch.file("source.sqlite")).added == 4)
        #expect(events.all.count == 1)
        #expect(try scratch.bytes("source.sqlite") == before)
    }

    @Test func importFromAKilledBuild() throws {
        let source = try Archive.open(at: scratch.file("live.sqlite"))
        for record in records { try source.storeWhole(record) }
        for end in ["", "-wal"] {
            try scratch.bytes("live.sqlite" + end).write(to: scratch.folder.appending(path: "killed.sqlite" + end))
        }
        let before = try scratch.bytes("killed.sqlite")
        #expect(try scratch.open().importArchive(from: scratch.file("killed.sqlite")).added == 4)
        #expect(try scratch.bytes("killed.sqlite") == before)
    }

    @Test func refuseWhatCouldBeReadForEver() throws {
        let archive = try scratch.open()
        #expect(mkfifo(scratch.file("pipe"), 0o600) == 0)
        #expect(throws: ArchiveError.self) { try archive.importArchive(from: scratch.file("pipe")) }
        #expect(throws: ArchiveError.self) { try archive.importArchive(from: "/dev/zero") }
        #expect(throws: ArchiveError.self) { try archive.importArchive(from: scratch.folder.path) }
        #expect(throws: ArchiveError.self) { try archive.importArchive(from: scratch.path) }
        let queue = try DatabaseQueue(path: scratch.file("endless.sqlite"))
        try queue.write { db in
            try Migration.bring(db, from: 0)
            try db.execute(
                sql: """
                    DROP TABLE stored_run;
                    CREATE VIEW stored_run AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n)
                    SELECT id, 'key' || id AS key FROM n;
                    """
            )
        }
        try queue.close()
        #expect(throws: ArchiveError.self) { try archive.importArchive(from: scratch.file("endless.sqlite")) }
    }

    @Test func neverTakeThePlaceOfAForeignFile() throws {
        let archive = try scratch.open()
        try Data("mine".utf8).write(to: URL(fileURLWithPath: scratch.file("text")))
        #expect(throws: ArchiveError.self) { try archive.export(to: scratch.file("text")) }
        #expect(try scratch.bytes("text") == Data("mine".utf8))
    }

    @Test func refuseWhatIsNoArchive() throws {
        let archive = try scratch.open()
        #expect(throws: ArchiveError.missing(path: "/nowhere")) { try archive.importArchive(from: "/nowhere") }
        try Data(repeating: 65, count: 9_000).write(to: URL(fileURLWithPath: scratch.file("text")))
        #expect(throws: ArchiveError.self) { try archive.importArchive(from: scratch.file("text")) }
        #expect(throws: ArchiveError.self) { try archive.export(to: scratch.file("text/copy.sqlite")) }
    }
}

@Suite struct Collections {
    let scratch: Scratch

    init() throws {
        scratch = try Scratch()
    }

    @Test func removeWhatTheBookDoesNotReach() throws {
        let records = try (1...4).map { try RunRecord.sample($0, steps: 20) }
        let archive = try scratch.open()
        for record in records { try archive.storeWhole(record) }
        // They were finished on the second to the fifth of January.
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
