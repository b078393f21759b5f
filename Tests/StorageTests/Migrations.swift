import Experiments
import Foundation
import GRDB
import Traces
import Training
@testable import Storage
import Testing

/// Archives of earlier program versions are migrated with all their runs.
@Suite struct Migrations {
    let scratch: Scratch
    let keys = FirstArchive.keys.map { RunKey(text: $0) }
    let present = Migration.all.count

    init() throws {
        scratch = try Scratch()
        let queue = try DatabaseQueue(path: scratch.path)
        try queue.writeWithoutTransaction { db in try db.execute(sql: FirstArchive.sql) }
        try queue.close()
    }

    @Test func areMadeBySchemasThatNobodyHasEdited() throws {
        let queue = try DatabaseQueue(path: scratch.path)
        let objects = try queue.read { db in try SchemaObject.all(in: db) }
        #expect(try Migration.objects(ofVersion: FirstArchive.version) == objects)
    }

    @Test(arguments: [false, true])
    func keepTheirRuns(isSealed: Bool) throws {
        if isSealed { try Seal(of: scratch.path).write(beside: scratch.path) }
        let events = Events()
        let archive = try scratch.open(events)
        #expect(events.all == [.migrated(from: FirstArchive.version, to: present)])
        try checkRuns(of: archive)
        #expect(try archive.verify() == VerificationReport(runs: 2, analyses: 0))
        try archive.close()
        #expect(Seal.isIntact(scratch.path))
        let second = Events()
        #expect(try scratch.open(readOnly: true, second).record(for: keys[1]) != nil)
        #expect(second.all.isEmpty)
    }

    private func checkRuns(of archive: Archive) throws {
        let first = try #require(try archive.record(for: keys[0]))
        #expect(first.trace[.loss] == [0.25, 0.125, 0.0625, 0.03125])
        #expect(first.trace[.lambdaMax].map(\.isNaN) == [true, true, false, true])
        #expect(first.trace[.updateNorm].allSatisfy { $0 == 0 && $0.sign == .minus })
        #expect(first.trace[.lambdaGradExact] == Array(repeating: .infinity, count: 4))
        #expect(first.trace[.fullLoss].allSatisfy(\.isNaN) && first.trace[.fullLoss].count == 4)
        #expect(first.trace.layers.isEmpty && first.trace.events.isEmpty)
        #expect(first.trace.states.count == 4 && first.origin.host.isEmpty)
        #expect(!first.specification.contains("detector"))
        let second = try #require(try archive.record(for: keys[1]))
        #expect(second.trace.outcome == .diverged(step: 4) && second.bisection.count == 1)
    }

    @Test func showTheirRunsAndTakeNewOnes() throws {
        let archive = try scratch.open()
        let members = [
            Member(
                experiment: "old",
                chapter: "01.md",
                position: 0,
                variant: "",
                seed: 1,
                key: keys[0],
                analysis: AnalysisKey(text: "")
            )
        ]
        #expect(try archive.setMembers(members))
        let old = try archive.query("SELECT step, lr, grad_sq, lambda_max, products FROM trace WHERE step = 3")
        #expect(old.rows == [[.integer(3), .real(0.0625), .real(0.140625), .real(40), .null]])
        let new = try RunRecord.sample(state: true)
        try archive.store(new)
        #expect(try archive.record(for: new.key) == new)
        var again = try #require(try archive.record(for: keys[0]))
        again.trace.layers = new.trace.layers
        try archive.store(again)
        #expect(try archive.record(for: keys[0]) == again)
    }

    @Test func takeTheDetectorOutOfTheirSpecifications() throws {
        let queue = try DatabaseQueue(path: scratch.path)
        let written = #"{"a":0.1,"detector":{"floor":1e-16,"rise":0.5},"diverged_above":1e100,"λ":"\u0001"}"#
        try queue.write { db in
            // Later schemas only added to the data of a run.
            try Migration.bring(db, from: FirstArchive.version, to: 6)
            try db.execute(sql: "ALTER TABLE stored_run ADD COLUMN host TEXT NOT NULL DEFAULT ''")
            try db.execute(sql: "UPDATE stored_run SET specification = ? WHERE id = 1", arguments: [written])
            let checksum = try OlderRuns.read(1, db).checksum
            try db.execute(sql: "UPDATE stored_run SET checksum = ? WHERE id = 1", arguments: [checksum])
            try db.execute(sql: "ALTER TABLE stored_run DROP COLUMN host")
        }
        try queue.close()
        let archive = try scratch.open()
        let left = #"{"a":0.1,"diverged_above":1e100,"λ":"\u0001"}"#
        #expect(try archive.record(for: keys[0])?.specification == left)
        #expect(try archive.verify().isSound)
    }

    @Test func areNotChangedForReading() throws {
        let before = try scratch.bytes()
        let error = ArchiveError.older(path: scratch.path, version: FirstArchive.version, known: present)
        #expect(throws: error) { try scratch.open(readOnly: true) }
        #expect(try scratch.bytes() == before)
    }

    @Test func areReadAsTheyAreWhereOnlyViewsHaveChanged() throws {
        let queue = try DatabaseQueue(path: scratch.path)
        try queue.write { db in try Migration.bring(db, from: FirstArchive.version, to: Migration.readable) }
        try queue.close()
        let before = try scratch.bytes()
        let events = Events()
        let archive = try scratch.open(readOnly: true, events)
        #expect(try archive.record(for: keys[0])?.trace[.loss].first == 0.25)
        archive.define([], over: try archive.members())
        #expect(try archive.query("SELECT count(*) FROM run").rows == [[.integer(0)]], "the book is to be built")
        try archive.close()
        #expect(try scratch.bytes() == before && events.all.isEmpty)
        // Versions from `readable` on may differ in views only.
        let later = Migration.all[Migration.readable...].flatMap(\.statements)
        #expect(later.allSatisfy { $0.hasPrefix("DROP VIEW") || $0.hasPrefix("CREATE VIEW") })
    }

    @Test func areImported() throws {
        let before = try scratch.bytes()
        let archive = try Archive.open(at: scratch.file("new.sqlite"))
        #expect(try archive.importArchive(from: scratch.path).added == 2)
        try checkRuns(of: archive)
        #expect(try scratch.bytes() == before)
    }

    @Test func areRescuedWhenTheyAreDamaged() throws {
        try scratch.change { data in
            guard let place = data.range(of: Data("t.lambda_max AS lambda_max,".utf8)) else { return }
            data[place.lowerBound] = UInt8(ascii: "v")
        }
        let events = Events()
        let archive = try scratch.open(events)
        guard case .setAside(_, _, _, let rescued)? = events.all.first else { throw CocoaError(.fileReadUnknown) }
        #expect(rescued == 2 && events.all.count == 1)
        try checkRuns(of: archive)
    }

    @Test func loseOnlyTheRunsThatAreDamaged() throws {
        let queue = try DatabaseQueue(path: scratch.path)
        try queue.write { db in try db.execute(sql: "UPDATE stored_trace SET loss = 3.0 WHERE run = 2 AND step = 2") }
        try queue.close()
        let events = Events()
        let archive = try scratch.open(events)
        #expect(events.quarantined == [keys[1].text] && events.all.count == 2)
        #expect(try archive.record(for: keys[0]) != nil)
    }
}
