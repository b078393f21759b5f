import Experiments
import Foundation
import GRDB
@testable import Storage
import Testing
import Training

/// An archive that an earlier version of the program made is brought forward with all its runs.
@Suite struct OlderArchives {
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
        #expect(try archive.verify() == VerificationReport(runs: 2, damagedRuns: [], fileDamage: nil))
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
        #expect(first.trace.states.count == 4 && first.spikes.count == 1 && first.crossings.count == 2)
        let second = try #require(try archive.record(for: keys[1]))
        #expect(second.trace.outcome == .diverged(step: 4) && second.bisection.count == 1)
    }

    @Test func showTheirRunsAndTakeNewOnes() throws {
        let archive = try scratch.open()
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

    @Test func areNotChangedForReading() throws {
        let before = try scratch.bytes()
        let error = ArchiveError.older(path: scratch.path, version: FirstArchive.version, known: present)
        #expect(throws: error) { try scratch.open(readOnly: true) }
        #expect(try scratch.bytes() == before)
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
