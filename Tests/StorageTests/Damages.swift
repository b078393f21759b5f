import Experiments
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Storage

/// After any damage, an archive returns what was stored or reports that it is lost.
@Suite struct Damages {
    let scratch: Scratch
    private static let records = Result {
        try (1...3).map { try RunRecord.sample($0, steps: 40, state: $0 == 3) }
    }
    let records: [RunRecord]

    init() throws {
        scratch = try Scratch()
        records = try Self.records.get()
    }

    /// The files of a closed and sealed archive with runs, members and a claim, made once.
    private static let filled = Result { try files(of: records.get()) }

    private static func files(of records: [RunRecord]) throws -> [String: Data] {
        let scratch = try Scratch()
        let archive = try scratch.open()
        for record in records { try archive.storeWhole(record) }
        try archive.setMembers(records.map(\.member))
        let verdict = Verdict(outcome: .reproduced, trials: 1, holds: 1)
        try archive.setClaims([
            ClaimRow(
                id: "M4",
                chapter: "01.md",
                statement: "It holds.",
                sql: "SELECT 1 AS a",
                expect: "a",
                replay: Verdict.replay(sql: "SELECT 1 AS a", expect: "a"),
                verdict: verdict,
                expected: .reproduced
            )
        ])
        try archive.close()
        let seal = try scratch.bytes("book.sqlite.seal")
        return ["book.sqlite": try scratch.bytes(), "book.sqlite.seal": seal, "book.sqlite.seal.sound": seal]
    }

    /// Writes that archive into the test's folder.
    private func fill() throws { try put(Self.filled.get()) }

    private func put(_ files: [String: Data]) throws {
        for (name, data) in files { try data.write(to: scratch.folder.appending(path: name)) }
    }

    /// The views that authors can query.
    private static let views = [
        "run", "trace", "layer", "state", "event", "spike", "crossing", "phase", "bisection", "setting", "made",
    ]

    /// The rows of every view by the seed of their run, without the run's number in the archive.
    private func contents(_ archive: Archive) throws -> [Int: [Storage.Table]] {
        let tables = try Self.views.map { try archive.query("SELECT * FROM \($0)") }
        return try records.reduce(into: [:]) { contents, record in
            contents[record.seed] = try tables.map { table in
                let seed = try #require(table.columns.firstIndex(of: "seed"))
                var part = table
                part.rows = table.rows.filter { $0[seed] == .integer(Int64(record.seed)) }
                    .map { [$0[0]] + $0.dropFirst(2) }
                return part
            }
        }
    }

    @Test(arguments: 0..<12)
    func neverGiveAWrongValue(round: Int) throws {
        try fill()
        let sound = try scratch.bytes()
        let whole = try scratch.open()
        let expected = try contents(whole)
        try whole.close()
        var generator = SplitMix(state: UInt64(round) &* 7_919 &+ 1)
        for _ in 0..<10 {
            try sound.write(to: scratch.folder.appending(path: "book.sqlite"))
            let offset = Int(generator.next() % UInt64(sound.count))
            let mask = UInt8(truncatingIfNeeded: generator.next() | 1)
            try scratch.change { $0[offset] ^= mask }
            try check(expected, "byte \(offset) changed by \(mask)")
            try scratch.clear()
        }
    }

    /// Opens the damaged archive.
    ///
    /// Each record must be unchanged, or absent and reported.
    private func check(_ expected: [Int: [Storage.Table]], _ label: String) throws {
        let events = Events()
        let archive: Archive
        do {
            archive = try scratch.open(events)
        } catch let error as ArchiveError {
            guard case .newer = error else { throw error }
            return
        }
        var left: Set<Int> = []
        for record in records {
            // A damaged analysis is removed and reported. It can be made again from the trace.
            let analysis = try archive.analysis(for: record.analysis.key)
            #expect(analysis.map { $0 == record.analysis } ?? !events.all.isEmpty, "\(label)")
            if let read = try archive.record(for: record.key) {
                #expect(read == record, "\(label)")
                if analysis == nil { try archive.store([record.analysis]) }
                left.insert(record.seed)
            } else {
                #expect(events.setAside || !events.quarantined.isEmpty, "\(label): \(events.all)")
            }
        }
        try checkContents(archive, expected.filter { left.contains($0.key) }, mayBeEmpty: !events.all.isEmpty, label)
        try archive.close()
    }

    /// Expects unchanged contents for authors.
    ///
    /// Where damage was reported, they may be missing until the next build.
    private func checkContents(
        _ archive: Archive,
        _ expected: [Int: [Storage.Table]],
        mayBeEmpty: Bool,
        _ label: String
    ) throws {
        func wrong() throws -> [Int: [Storage.Table]] {
            let contents = try contents(archive)
            return expected.keys.reduce(into: [:]) { if contents[$1] != expected[$1] { $0[$1] = contents[$1] } }
        }
        let before = try wrong()
        guard !before.isEmpty else { return }
        #expect(mayBeEmpty && before.values.joined().allSatisfy(\.rows.isEmpty), "\(label)")
        try archive.setMembers(records.map(\.member))
        #expect(try wrong().isEmpty, "\(label)")
    }

    @Test(arguments: 0..<3)
    func ofALogNeverGiveAWrongValue(round: Int) throws {
        let archive = try scratch.open()
        for record in records { try archive.storeWhole(record) }
        try archive.setMembers(records.map(\.member))
        let expected = try contents(archive)
        // The files as a killed build leaves them.
        let (file, log) = try (scratch.bytes(), scratch.bytes("book.sqlite-wal"))
        var generator = SplitMix(state: UInt64(round) + 77)
        for _ in 0..<6 {
            let killed = try Scratch()
            var damaged = log
            damaged[Int(generator.next() % UInt64(log.count))] ^= UInt8(truncatingIfNeeded: generator.next() | 1)
            try file.write(to: killed.folder.appending(path: "book.sqlite"))
            try damaged.write(to: killed.folder.appending(path: "book.sqlite-wal"))
            let survivor = try killed.open()
            let left = try records.filter { record in
                guard let read = try survivor.record(for: record.key) else { return false }
                #expect(read == record)
                #expect(try survivor.analysis(for: record.analysis.key) == record.analysis)
                return true
            }
            try survivor.setMembers(records.map(\.member))
            let found = try contents(survivor)
            for record in left { #expect(found[record.seed] == expected[record.seed]) }
            try survivor.close()
            #expect(Seal.isIntact(killed.path))
        }
    }

    @Test(arguments: [0, 1, 50, 100, 4_096, 5_000, 20_000])
    func ofATruncatedFileAreNoticed(length: Int) throws {
        try fill()
        try scratch.change { $0 = $0.prefix(length) }
        let events = Events()
        let archive = try scratch.open(events)
        #expect(events.setAside && events.all.count == 1)
        #expect(try archive.summaries(of: records.map(\.key)).count <= 3)
        try archive.storeWhole(records[0])
        try archive.close()
        let second = Events()
        #expect(try scratch.open(second).record(for: records[0].key) == records[0])
        #expect(second.all.isEmpty)
    }

    /// After a change to any byte of the header, all stored data are present, and the damage is reported once.
    @Test(arguments: [UInt8(0x01), 0xff])
    func ofTheHeaderAreHealed(mask: UInt8) throws {
        // A header does not show whether the tables are complete, so the contents of a short run are checked.
        let (record, files) = try Self.short.get()
        try put(files)
        let sound = try scratch.bytes()
        for offset in 0..<DatabaseHeader.size {
            try sound.write(to: scratch.folder.appending(path: "book.sqlite"))
            try scratch.change { $0[offset] ^= mask }
            let archive = try scratch.open()
            #expect(try archive.record(for: record.key) == record, "byte \(offset) changed by \(mask)")
            try archive.close()
            let second = Events()
            try scratch.open(second).close()
            #expect(second.all.isEmpty, "byte \(offset) changed by \(mask): \(second.all)")
            try scratch.clear()
        }
    }

    private static let short = Result {
        let record = try RunRecord.sample(1, steps: 4)
        return (record: record, files: try files(of: [record]))
    }

    @Test func leaveEverythingAsItIsWhenARescueIsStopped() throws {
        try fill()
        try scratch.change { $0[47] = 9 }
        let before = try scratch.bytes()
        let opening = Opening(
            path: scratch.path,
            isReadOnly: false,
            report: { _ in },
            isCancelled: { true }
        )
        #expect(throws: ArchiveError.cancelled(path: scratch.path)) { try opening.connection() }
        #expect(try scratch.bytes() == before)
        let left = try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path).filter {
            $0.contains(".draft")
        }
        #expect(left.isEmpty)
    }

    @Test func rescueWhatIsSound() throws {
        try fill()
        // A flipped byte in the schema changes the text of a view.
        try scratch.change { data in
            guard let range = data.range(of: Data("c.lambda_max) AS lambda_max,".utf8)) else { return }
            data[range.lowerBound] = UInt8(ascii: "v")
        }
        let events = Events()
        let archive = try scratch.open(events)
        #expect(events.all.count == 1)
        guard case .setAside(_, let moved, _, let rescued)? = events.all.first else { return }
        #expect(rescued == 3 && FileManager.default.fileExists(atPath: moved))
        for record in records { #expect(try archive.record(for: record.key) == record) }
    }

    @Test func ofOneRunAreQuarantinedAndReportedOnce() throws {
        try fill()
        let queue = try DatabaseQueue(path: scratch.path)
        try queue.write { db in
            try db.execute(sql: "UPDATE stored_trace SET loss = 3 WHERE step = 5 AND run = 2")
            try db.execute(sql: "UPDATE stored_setting SET value = 7 WHERE path = 'steps' AND run = 1")
            try db.execute(sql: "UPDATE member SET variant = 'x'")
        }
        try queue.close()
        #expect(throws: ArchiveError.self) { try scratch.open(readOnly: true) }
        let events = Events()
        let archive = try scratch.open(events)
        #expect(events.quarantined == [records[1].key.text])
        #expect(events.all.count == 3, "\(events.all)")
        #expect(try archive.record(for: records[1].key) == nil)
        #expect(try archive.record(for: records[0].key) == records[0])
        #expect(try archive.stats().quarantined == 1)
        try archive.setMembers(records.map(\.member))
        #expect(
            try archive.query("SELECT value FROM setting WHERE path = 'steps' AND seed = 1").rows == [[.integer(40)]]
        )
        try archive.storeWhole(records[1])
        try archive.close()
        let second = Events()
        let again = try scratch.open(second)
        #expect(try again.record(for: records[1].key) == records[1])
        #expect(second.all.isEmpty)
    }

    @Test(arguments: [
        "UPDATE stored_layer SET sum_v = sum_v * 1.0000001 WHERE run = 3 AND step = 5 AND layer = 0",
        "UPDATE stored_layer SET share = 0.5 WHERE run = 3 AND step = 5 AND layer = 1",
        "UPDATE stored_layer SET share = NULL WHERE run = 3 AND step = 5 AND layer = 0",
        "UPDATE stored_layer SET name = 'dense 2' WHERE run = 3 AND step = 5 AND layer = 0",
        "UPDATE stored_layer SET step = 6 WHERE run = 3 AND step = 5",
        "DELETE FROM stored_layer WHERE run = 3 AND step = 5 AND layer = 0",
        "UPDATE stored_event SET value = NULL WHERE run = 3 AND number = 1",
        "UPDATE stored_event SET step = step + 1 WHERE run = 3 AND number = 1",
        "UPDATE stored_event SET kind = 'exhausted' WHERE run = 3 AND number = 1",
        "UPDATE stored_event SET kind = 'rollbacl' WHERE run = 3 AND number = 1",
        "DELETE FROM stored_event WHERE run = 3",
        "INSERT INTO stored_event VALUES (3, 4, 1, 'rollback', 1.0)",
        "UPDATE stored_trace SET products = 1.0 WHERE run = 3 AND step = 2",
        "UPDATE stored_trace SET lr = 0.5 WHERE run = 3 AND step = 2",
        "UPDATE stored_constant SET dip = 0.5 WHERE run = 3",
        "DELETE FROM stored_constant WHERE run = 3",
        "UPDATE stored_event SET number = number + 5 WHERE run = 3",
        "UPDATE stored_run SET host = 'another' WHERE id = 3",
        "UPDATE stored_bisection SET position = position + 1 WHERE run = 3",
    ])
    func ofAnyPartOfARunAreNoticed(sql: String) throws {
        try fill()
        let queue = try DatabaseQueue(path: scratch.path)
        try queue.write { db in
            try db.execute(sql: sql)
            #expect(db.changesCount > 0)
        }
        try queue.close()
        let events = Events()
        let archive = try scratch.open(events)
        #expect(events.quarantined == [records[2].key.text] && events.all.count == 1)
        #expect(try archive.record(for: records[2].key) == nil)
        let left = try StoredRun.parts.map { part in
            try archive.query("SELECT count(*) FROM \(part) WHERE run = 3").rows
        }
        #expect(left.allSatisfy { $0 == [[.integer(0)]] })
    }

    /// Bytes in the file: a number of a layer, its name, a number of an event, its kind.
    private static let stored: [[UInt8]] = [
        bigEndian(Double(15) * 0.37 + 0.11), Array("dense 1".utf8), bigEndian(3.5), Array("exhausted".utf8),
    ]

    private static func bigEndian(_ value: Double) -> [UInt8] {
        withUnsafeBytes(of: value.bitPattern.bigEndian) { Array($0) }
    }

    @Test(arguments: stored)
    func ofOneByteOfALayerOrAnEventAreNoticed(bytes: [UInt8]) throws {
        try fill()
        try scratch.change { data in
            guard let place = data.range(of: Data(bytes)) else { return }
            data[place.upperBound - 1] ^= 1
        }
        let events = Events()
        let archive = try scratch.open(events)
        #expect(events.quarantined == [records[2].key.text] && events.all.count == 1)
        #expect(try archive.record(for: records[1].key) == records[1])
    }

    @Test func whileOpenAreNoticedOnReading() throws {
        try fill()
        let events = Events()
        let archive = try scratch.open(events)
        try archive.write { db in try db.execute(sql: "UPDATE stored_trace SET loss = 3.5 WHERE run = 1 AND step = 2") }
        #expect(try archive.record(for: records[0].key) == nil)
        #expect(events.quarantined == [records[0].key.text])
        #expect(try archive.record(for: records[0].key) == nil)
        #expect(events.all.count == 1)
    }

    @Test func areFoundByVerifying() throws {
        try fill()
        let events = Events()
        let archive = try scratch.open(events)
        #expect(try archive.verify() == VerificationReport(runs: 3, analyses: 3))
        try archive.write { db in try db.execute(sql: "UPDATE stored_run SET wall_seconds = 1.5 WHERE id = 2") }
        #expect(try archive.verify().damagedRuns == [records[1].key])
        #expect(try archive.verify().isSound)
        #expect(events.quarantined == [records[1].key.text])
    }
}
