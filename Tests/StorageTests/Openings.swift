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

    /// The files of a build killed at its start: an empty one, then an SQLite database without tables.
    @Test(arguments: ["", "PRAGMA journal_mode = WAL"])
    func findNothingInWhatWasOnlyBegun(sql: String) throws {
        let queue = try DatabaseQueue(path: scratch.path)
        try queue.writeWithoutTransaction { db in try db.execute(sql: sql) }
        try queue.close()
        #expect(throws: ArchiveError.missing(path: scratch.path)) { try scratch.open(readOnly: true) }
        try scratch.open().close()
        try scratch.open(readOnly: true).close()
    }

    @Test func leaveTheBytesAloneWhenNothingChanges() throws {
        let record = try RunRecord.sample()
        let archive = try scratch.open()
        try archive.store(record)
        #expect(try archive.setMembers([record.member]))
        try archive.close()
        let before = try (scratch.bytes(), scratch.bytes("book.sqlite.seal"))
        let again = try scratch.open()
        #expect(try !again.setMembers([record.member]))
        #expect(try !again.setClaims([]))
        // Derived data are in another file.
        #expect(try again.memo.keep([DerivedContent(kind: "k", key: "1", text: "one")]) == 1)
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
        try archive.file.database().writeWithoutTransaction { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages + 20)")
        }
        let large = try RunRecord.synthetic(7, steps: 5_000)
        #expect(throws: ArchiveError.full(path: scratch.path)) { try archive.store(large) }
        #expect(try archive.record(for: large.key) == nil)
        #expect(try archive.record(for: RunRecord.sample(1).key) != nil)
        #expect(try archive.verify().isSound)
    }

    /// A connection of another program, which has read from the archive.
    private func reader(inTransaction: Bool) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let reader = try DatabaseQueue(path: scratch.path, configuration: configuration)
        try reader.writeWithoutTransaction { db in
            if inTransaction { try db.execute(sql: "BEGIN") }
            _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM stored_run")
        }
        return reader
    }

    @Test func foldInWhatAnIdleReaderHasNotSeen() throws {
        let archive = try scratch.open()
        let reader = try reader(inTransaction: false)
        try archive.store(RunRecord.sample(1))
        try archive.close()
        let carried = try Scratch()
        try scratch.bytes().write(to: carried.folder.appending(path: "book.sqlite"))
        try scratch.bytes("book.sqlite.seal").write(to: carried.folder.appending(path: "book.sqlite.seal"))
        #expect(Seal.isIntact(carried.path))
        #expect(try carried.open(readOnly: true).stats().runs == 1)
        try reader.close()
    }

    @Test func sayWhenAReaderKeepsThemFromFolding() throws {
        let archive = try scratch.open()
        try archive.store(RunRecord.sample(1))
        let reader = try reader(inTransaction: true)
        try archive.store(RunRecord.sample(2))
        let error = #expect(throws: ArchiveError.self) { try archive.close(waiting: 0.1) }
        #expect(error?.description.contains("everything is stored, but") == true, "\(String(describing: error))")
        try reader.writeWithoutTransaction { db in try db.execute(sql: "COMMIT") }
        try reader.close()
        let again = try scratch.open()
        #expect(try again.stats().runs == 2)
        try again.close()
        #expect(Seal.isIntact(scratch.path))
    }

    @Test func neverJudgeAFileInUseByItsSeal() throws {
        let first = try scratch.open()
        try first.store(RunRecord.sample(1))
        try first.close()
        let live = try scratch.open()
        #expect(!Seal.isIntact(scratch.path))
        try live.close()
        #expect(Seal.isIntact(scratch.path))
    }

    @Test func neverRenameAFileInUse() throws {
        let live = try scratch.open()
        try live.store(RunRecord.sample(1))
        // Changes to the schema by another program count as damage.
        let vandal = try DatabaseQueue(path: scratch.path)
        try vandal.write { db in try db.execute(sql: "DROP TABLE stored_phase") }
        try vandal.close()
        let error = #expect(throws: ArchiveError.self) { try scratch.open() }
        guard case .damagedInUse? = error else { throw try #require(error) }
        #expect(!FileManager.default.fileExists(atPath: scratch.path + ".damaged-1"))
        try live.close()
        Seal.remove(beside: scratch.path)
        let events = Events()
        try scratch.open(events).close()
        #expect(events.setAside)
    }

    @Test func keepTheLocksOfTheProcess() throws {
        let archive = try scratch.open()
        try archive.store(RunRecord.sample(1))
        _ = try archive.verify()
        _ = Seal.isIntact(scratch.path)
        _ = try? Seal(of: scratch.path)
        #expect(throws: ArchiveError.self) { try archive.importArchive(from: scratch.path) }
        #expect(throws: ArchiveError.self) { try archive.export(to: scratch.path) }
        // If the lock were lost, another process would take the archive for closed and delete its write-ahead log.
        let shell = Process()
        shell.executableURL = URL(filePath: "/usr/bin/env")
        shell.arguments = ["sqlite3", scratch.path, "SELECT count(*) FROM stored_run"]
        shell.standardOutput = FileHandle.nullDevice
        try shell.run()
        shell.waitUntilExit()
        #expect(FileManager.default.fileExists(atPath: scratch.path + "-wal"))
        try archive.store(RunRecord.sample(2))
        try archive.close()
        #expect(try scratch.open().stats().runs == 2)
    }

    @Test func obeyWhoeverNoLongerWantsToWait() throws {
        try scratch.open().close()
        let locked = Process()
        locked.executableURL = URL(filePath: "/usr/bin/env")
        locked.arguments = ["flock", scratch.folder.path, "sleep", "60"]
        try locked.run()
        defer { locked.terminate() }
        let events = Events()
        let isTold: @Sendable () -> Bool = { !events.all.isEmpty }
        while !isLocked() { usleep(2_000) }
        #expect(throws: ArchiveError.cancelled(path: scratch.path)) {
            try Archive.open(at: scratch.path, isCancelled: isTold, report: { events.add($0) })
        }
        #expect(events.all == [.waiting(for: "another program that has locked \(scratch.folder.path)")])
    }

    private func isLocked() -> Bool {
        let descriptor = open(scratch.folder.path, O_RDONLY)
        defer { close(descriptor) }
        return flock(descriptor, LOCK_EX | LOCK_NB) != 0
    }

    @Test func closeTwiceWithoutHarm() throws {
        let archive = try scratch.open()
        try archive.close()
        try archive.close()
        #expect(throws: ArchiveError.self) { try archive.stats() }
    }
}
