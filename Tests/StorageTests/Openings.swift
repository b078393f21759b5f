import Experiments
import Foundation
import GRDB
@testable import Storage
import Testing

@Suite struct Openings {
    let scratch: Scratch

    init() throws {
        scratch = try Scratch()
    }

    @Test func makeTheFolder() throws {
        let path = scratch.file("a/b/book.sqlite")
        try Archive.open(at: path).close()
        #expect(FileManager.default.fileExists(atPath: path))
        #expect(FileManager.default.fileExists(atPath: path + ".seal"))
        #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
    }

    @Test func leaveTheBytesAloneWhenNothingChanges() throws {
        let record = try RunRecord.sample()
        let archive = try scratch.open()
        try archive.store(record)
        #expect(try archive.setMembers([record.member]))
        try archive.cache(kind: "k", key: "1", content: "one")
        try archive.close()
        let before = try (scratch.bytes(), scratch.bytes("book.sqlite.seal"))
        let again = try scratch.open()
        #expect(try !again.setMembers([record.member]))
        #expect(try !again.setClaims([]))
        #expect(try again.cache([DerivedContent(kind: "k", key: "1", text: "one")]) == 0)
        #expect(try again.record(for: record.key) == record)
        #expect(try again.query("SELECT count(*) FROM trace").rows == [[.integer(60)]])
        try again.close()
        try scratch.open(readOnly: true).close()
        #expect(try scratch.bytes() == before.0)
        #expect(try scratch.bytes("book.sqlite.seal") == before.1)
    }

    @Test func sealAgainWhatTheyHadToCheck() throws {
        try scratch.open().close()
        try FileManager.default.removeItem(atPath: scratch.path + ".seal")
        #expect(!Seal.isIntact(scratch.path))
        try scratch.open().close()
        #expect(Seal.isIntact(scratch.path))
    }

    @Test func doNotSealWhatAnotherHasOpen() throws {
        let first = try scratch.open()
        let second = try scratch.open()
        try second.store(RunRecord.sample(1))
        try first.close()
        #expect(!Seal.isIntact(scratch.path))
        try second.store(RunRecord.sample(2))
        try second.close()
        #expect(Seal.isIntact(scratch.path))
        let events = Events()
        #expect(try scratch.open(events).stats().runs == 2)
        #expect(events.all.isEmpty)
    }

    @Test func bringAnOlderFileForward() throws {
        let queue = try DatabaseQueue(path: scratch.path)
        try queue.write { db in try Migration.bring(db, from: 0, to: 2) }
        try queue.close()
        #expect(throws: ArchiveError.self) { try scratch.open(readOnly: true) }
        let events = Events()
        let archive = try scratch.open(events)
        #expect(events.all == [.migrated(from: 2, to: Migration.all.count)])
        try archive.store(RunRecord.sample())
        try archive.close()
        #expect(try scratch.open(readOnly: true).stats().runs == 1)
    }

    @Test func refuseANewerFile() throws {
        let queue = try DatabaseQueue(path: scratch.path)
        try queue.write { db in try db.execute(sql: "CREATE TABLE future (a); PRAGMA user_version = 99") }
        try queue.close()
        let before = try scratch.bytes()
        let fault = ArchiveError.newer(path: scratch.path, version: 99, known: Migration.all.count)
        #expect(throws: fault) { try scratch.open() }
        #expect(throws: fault) { try scratch.open(readOnly: true) }
        #expect(try scratch.bytes() == before)
        #expect(fault.description.contains("version 99"))
    }

    @Test func refuseAnotherProgramsFile() throws {
        let queue = try DatabaseQueue(path: scratch.path)
        try queue.write { db in try db.execute(sql: "CREATE TABLE songs (name)") }
        try queue.close()
        let before = try scratch.bytes()
        #expect(throws: ArchiveError.foreign(path: scratch.path)) { try scratch.open() }
        #expect(try scratch.bytes() == before)
    }

    @Test func setAsideWhatIsNoDatabase() throws {
        for count in 1...2 {
            try Data(String(repeating: "not a database ", count: 300).utf8).write(
                to: URL(fileURLWithPath: scratch.path)
            )
            let events = Events()
            try scratch.open(events).close()
            #expect(events.setAside && events.all.count == 1)
            #expect(FileManager.default.fileExists(atPath: scratch.path + ".damaged-\(count)"))
            try FileManager.default.removeItem(atPath: scratch.path)
        }
    }

    @Test func nameWhatTheMachineRefuses() throws {
        #expect(throws: ArchiveError.missing(path: scratch.path)) { try scratch.open(readOnly: true) }
        try Data().write(to: URL(fileURLWithPath: scratch.file("file")))
        let path = scratch.file("file/book.sqlite")
        do {
            _ = try Archive.open(at: path)
            Issue.record("a file is no folder")
        } catch let error as ArchiveError {
            guard case .folder = error else { throw error }
            #expect(error.description.contains("cannot be made"))
        }
        try FileManager.default.createDirectory(atPath: scratch.path, withIntermediateDirectories: false)
        #expect(throws: ArchiveError.self) { try scratch.open() }
    }

    @Test func keepAllOfARunOrNothingWhenTheDiskIsFull() throws {
        let archive = try scratch.open()
        try archive.store(RunRecord.sample(1))
        try archive.database.writeWithoutTransaction { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages + 20)")
        }
        let large = try RunRecord.synthetic(7, steps: 5_000)
        #expect(throws: ArchiveError.full(path: scratch.path)) { try archive.store(large) }
        #expect(try archive.record(for: large.key) == nil)
        #expect(try archive.record(for: RunRecord.sample(1).key) != nil)
        #expect(try archive.verify().isSound)
    }

    @Test func closeTwiceWithoutHarm() throws {
        let archive = try scratch.open()
        try archive.close()
        try archive.close()
        #expect(throws: ArchiveError.self) { try archive.stats() }
    }
}
