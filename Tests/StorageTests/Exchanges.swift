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
