import Experiments
import Foundation
import GRDB
import Traces
@testable import Storage
import Testing
import Training

/// Columns declared by probes: an archive adds those that it lacks and keeps those that are unknown.
@Suite struct ColumnsOfTraces {
    let scratch: Scratch
    private static let new = TraceColumn("moment_norm", documentation: "|m|, the Euclidean norm of the first moment.")
    /// The columns of a program that has one more probe.
    private static let declared = Catalogue.columns.map(\.name) + [new.name]

    init() throws {
        scratch = try Scratch()
    }

    /// An archive of schema version 9: a run of a network with all probes, and its analysis.
    private func older() throws -> RunKey {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Books/Archives/version-9.sql")
        let sql = try String(contentsOf: file, encoding: .utf8)
        let queue = try DatabaseQueue(path: scratch.path)
        try queue.writeWithoutTransaction { db in try db.execute(sql: sql) }
        let objects = try queue.read { db in try SchemaObject.all(in: db) }
        #expect(try Migration.objects(ofVersion: 9) == objects, "a released schema was edited")
        let key = try queue.read { db in try String.fetchOne(db, sql: "SELECT key FROM stored_run") }
        try queue.close()
        return RunKey(text: try #require(key))
    }

    /// Opens the archive like a program with the additional probe.
    private func open(readOnly: Bool = false, _ events: Events = Events()) throws -> Archive {
        let opening = Opening(
            path: scratch.path,
            isReadOnly: readOnly,
            report: { events.add($0) },
            isCancelled: { false },
            columns: Self.declared
        )
        let archive = Archive(opening, file: ArchiveFile(path: scratch.path, connect: opening.connection))
        _ = try archive.file.database()
        return archive
    }

    private func record(_ number: Int = 1, isConstant: Bool = false) throws -> RunRecord {
        var record = try RunRecord.synthetic(number, steps: 0)
        for step in 1...4 {
            var row = TraceRow()
            (row[.loss], row[Self.new]) = (Double(step), step == 3 && !isConstant ? .nan : 0.5)
            record.trace.append(row)
        }
        return record
    }

    @Test func leaveWhatWasStoredBeforeAsItIs() throws {
        let key = try older()
        let events = Events()
        let before = try #require(try scratch.open(events).record(for: key))
        #expect(before.trace.count == 4 && before.trace.layers.count == 4)
        #expect(Set(before.trace.columns) == Set(Catalogue.columns))
        let archive = try open(events)
        #expect(events.all == [.migrated(from: 9, to: Migration.all.count), .extended(by: [Self.new.name])])
        #expect(try archive.record(for: key) == before && archive.verify().isSound)
        let trace = try archive.query("SELECT loss, grad_sq, products, moment_norm FROM trace WHERE step = 1").rows
        #expect(trace.count == 1 && trace[0][0].number == before.trace[.loss][0] && trace[0][3] == .null)
        try archive.close()
        let bytes = try scratch.bytes()
        try open(events).close()
        #expect(try events.all.count == 2 && scratch.bytes() == bytes, "nothing is left to be done")
    }

    @Test(arguments: [false, true]) func stayWhenAnArchiveIsBroughtForward(isSealed: Bool) throws {
        let key = try older()
        let queue = try DatabaseQueue(path: scratch.path)
        try queue.write { db in _ = try TraceTable.add([Self.new.name], to: db) }
        try queue.close()
        if isSealed { try Seal(of: scratch.path).write(beside: scratch.path) }
        let events = Events()
        let archive = try scratch.open(events)
        #expect(events.all == [.migrated(from: 9, to: Migration.all.count)])
        #expect(try archive.record(for: key)?.trace.count == 4 && archive.verify().isSound)
        #expect(try archive.query("SELECT count(*) FROM trace WHERE moment_norm IS NULL").rows == [[.integer(4)]])
    }

    @Test(arguments: [false, true]) func areStoredShownAndVerified(isConstant: Bool) throws {
        let record = try record(isConstant: isConstant)
        let archive = try open()
        try archive.store(record)
        try archive.setMembers([record.member])
        #expect(try archive.record(for: record.key) == record && archive.verify().isSound)
        let rows = try archive.query("SELECT moment_norm FROM trace ORDER BY step").rows
        #expect(rows == [[.real(0.5)], [.real(0.5)], [isConstant ? .real(0.5) : .null], [.real(0.5)]])
        let stored = try archive.query("SELECT count(moment_norm) FROM stored_trace").rows
        #expect(stored == [[.integer(isConstant ? 0 : 3)]])
        try archive.close()
        let queue = try DatabaseQueue(path: scratch.path)
        let table = isConstant ? "stored_constant" : "stored_trace"
        try queue.write { db in try db.execute(sql: "UPDATE \(table) SET moment_norm = 0.25") }
        try queue.close()
        let events = Events()
        _ = try open(events)
        #expect(events.quarantined == [record.key.text], "its checksum counts the column")
    }

    /// A program without the probe may be older, or from another branch.
    @Test(arguments: [false, true]) func areKeptByAProgramThatDoesNotKnowThem(isSealed: Bool) throws {
        let record = try record()
        let archive = try open()
        try archive.store(record)
        try archive.close()
        if !isSealed { try FileManager.default.removeItem(atPath: scratch.path + ".seal") }
        let events = Events()
        let other = try scratch.open(events)
        #expect(try other.record(for: record.key) == record && other.verify().isSound && events.all.isEmpty)
        try other.close()
        let taker = try Archive.open(at: scratch.file("other.sqlite"))
        #expect(try taker.importArchive(from: scratch.path).added == 1)
        #expect(try taker.record(for: record.key) == record)
        try taker.close()
        try open(readOnly: true, events).close()
        #expect(events.all.isEmpty)
    }

    @Test func areEmptyWhereTheFileMayNotBeChanged() throws {
        let key = try older()
        try scratch.open().close()
        let archive = try open(readOnly: true)
        let rows = try archive.query("SELECT DISTINCT count(loss), count(moment_norm) FROM trace").rows
        #expect(rows == [[.integer(4), .integer(0)]])
        #expect(try archive.record(for: key) != nil)
    }

    @Test func haveNamesThatTheTablesDoNotUse() {
        let names = DeclaredColumns.all.map(\.name) + ArchiveSchema.squares.values.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(Set(names).isDisjoint(with: ["experiment", "run", "seed", "variant", "step"]))
        #expect(ArchiveSchema.traceColumns.count == DeclaredColumns.all.count)
    }
}
