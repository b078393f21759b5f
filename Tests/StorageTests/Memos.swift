import Foundation
import GRDB
import TestSupport
import Testing

@testable import Storage

/// Derived data, stored by kind and key beside the archive, which are never returned with a wrong value.
@Suite struct Memos {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
    }

    private var path: String { scratch.file(Memo.name) }

    private func memo(_ events: Events = Events(), readOnly: Bool = false) -> Memo {
        Memo(
            path: path,
            isReadOnly: readOnly,
            patience: Patience(tell: { _ in }, isCancelled: { false }),
            report: { events.add($0) }
        )
    }

    private static let texts = (1...50).map { DerivedContent(kind: "k", key: "a\"\($0)", text: "text \($0)") }

    @Test func keepResultsByKindAndKey() throws {
        let memo = memo()
        #expect(try memo.keep(Self.texts) == 50)
        #expect(try memo.keep(Self.texts) == 0)
        try memo.keep([DerivedContent(kind: "other", key: "a\"1", content: Data())])
        let found = try memo.contents(kind: "k", keys: ["a\"7", "a\"8", "none"])
        #expect(found == ["a\"7": Data("text 7".utf8), "a\"8": Data("text 8".utf8)])
        #expect(try memo.content(kind: "other", key: "a\"1") == Data())
        try memo.keep([DerivedContent(kind: "k", key: "a\"7", text: "new")])
        try memo.close()
        #expect(try memo.content(kind: "k", key: "a\"7") == Data("new".utf8))
        try memo.forget(kind: "k", except: ["a\"7"])
        #expect(try memo.count == 2)
        try memo.close()
    }

    @Test func areNotMadeByReading() throws {
        #expect(try memo(readOnly: true).content(kind: "k", key: "1") == nil)
        #expect(try memo(readOnly: true).keep(Self.texts) == 0)
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    /// A process that was killed while it wrote leaves a journal, which a connection that only reads may not undo.
    @Test func areReadAfterAProcessWasKilledAtWriting() throws {
        let memo = memo()
        try memo.keep(Self.texts)
        try memo.close()
        let queue = try DatabaseQueue(path: path)
        try queue.inDatabase { db in
            try db.execute(sql: "PRAGMA synchronous = OFF; PRAGMA cache_size = 1; BEGIN IMMEDIATE")
            try db.execute(sql: "UPDATE stored_content SET content = randomblob(9000)")
            for end in ["", "-journal"] {
                try FileManager.default.copyItem(atPath: path + end, toPath: scratch.file("killed.sqlite") + end)
            }
            try db.execute(sql: "ROLLBACK")
        }
        try queue.close()
        for end in ["", "-journal"] {
            try? FileManager.default.removeItem(atPath: path + end)
            try FileManager.default.moveItem(atPath: scratch.file("killed.sqlite") + end, toPath: path + end)
        }
        let reader = self.memo(readOnly: true)
        #expect(try reader.content(kind: "k", key: "a\"7") == Data("text 7".utf8))
        try reader.close()
    }

    @Test func takeADamagedRowAsAbsent() throws {
        let memo = memo()
        try memo.keep(Self.texts)
        try memo.close()
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in try db.execute(sql: "UPDATE stored_content SET content = x'00' WHERE key = 'a\"3'") }
        try queue.close()
        #expect(try memo.content(kind: "k", key: "a\"3") == nil)
        #expect(try memo.content(kind: "k", key: "a\"4") == Data("text 4".utf8))
        try memo.close()
    }

    @Test func areBegunAnewWhenTheyCannotBeRead() throws {
        try Data("my notes, no database at all\n".utf8).write(to: URL(fileURLWithPath: path))
        let events = Events()
        let memo = memo(events)
        #expect(try memo.content(kind: "k", key: "1") == nil)
        #expect(try memo.keep(Self.texts) == 50)
        try memo.close()
        #expect(events.all.count == 1 && events.all[0].isDamage)
        let kept = try String(contentsOfFile: path + ".damaged-1", encoding: .utf8)
        #expect(kept == "my notes, no database at all\n")
    }

    @Test func leaveTheDatabasesOfOthersAlone() throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in try db.execute(sql: "CREATE TABLE mine (a); INSERT INTO mine VALUES (1)") }
        try queue.close()
        let before = try scratch.bytes(Memo.name)
        #expect(throws: ArchiveError.foreign(path: path)) { try memo().keep(Self.texts) }
        #expect(try scratch.bytes(Memo.name) == before)
    }

    /// Whichever bytes are flipped in the file, only stored values are returned.
    @Test(arguments: 0..<60)
    func giveNoWrongValueWhenBytesFlip(round: Int) throws {
        let memo = memo()
        try memo.keep(Self.texts)
        try memo.close()
        var generator = SplitMix(state: UInt64(round) + 1)
        var bytes = try scratch.bytes(Memo.name)
        for _ in 0..<3 {
            bytes[Int(generator.next() % UInt64(bytes.count))] ^= UInt8(truncatingIfNeeded: generator.next())
        }
        try bytes.write(to: URL(fileURLWithPath: path))
        do {
            let found = try memo.contents(kind: "k", keys: Self.texts.map(\.key))
            for item in Self.texts { #expect(found[item.key] == nil || found[item.key] == item.content) }
            // An entry whose key was flipped is not found, and does not hide any other.
            try memo.keep(Self.texts)
            let again = try memo.contents(kind: "k", keys: Self.texts.map(\.key))
            for item in Self.texts { #expect(again[item.key] == nil || again[item.key] == item.content) }
            try memo.close()
        } catch ArchiveError.foreign {
            // The mark that identifies our files was flipped.
        }
    }
}
