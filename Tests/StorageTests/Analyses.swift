import Analysis
import Experiments
import Foundation
import GRDB
import Testing

@testable import Storage

/// Analyses of stored traces, each under its own key.
@Suite struct Analyses {
    let scratch: Scratch
    let record: RunRecord

    init() throws {
        scratch = try Scratch()
        record = try RunRecord.sample()
    }

    /// The analysis by another detector.
    private var other: AnalysisRecord {
        var other = record.analysis
        other.key = AnalysisKey(text: "other")
        other.detector = #"{"rise":9,"window":3}"#
        other.spikes = []
        return other
    }

    @Test func comeBackAsTheyWereStored() throws {
        let found = record.analysis
        #expect(!found.spikes.isEmpty && !found.crossings.isEmpty && !found.phases.isEmpty)
        let archive = try scratch.open()
        try archive.store(record, with: [found])
        try archive.store([other])
        #expect(try archive.analysis(for: found.key) == found && archive.analysis(for: other.key) == other)
        let known = try archive.analyses(among: [other.key, AnalysisKey(text: "none"), found.key])
        #expect(known == [found.key, other.key])
        #expect(try archive.detectors(of: record.key) == [found.detector, other.detector])
        #expect(try archive.verify() == VerificationReport(runs: 1, analyses: 2))
    }

    @Test func areNotKeptOfRunsThatAreNotStored() throws {
        let archive = try scratch.open()
        try archive.store([record.analysis])
        #expect(try archive.stats().analyses == 0)
    }

    @Test func areShownAsTheBookNamesThem() throws {
        let archive = try scratch.open()
        try archive.store(record, with: [record.analysis, other])
        var second = record.member
        (second.position, second.variant, second.analysis) = (9, "calm", other.key)
        try archive.setMembers([record.member, second])
        func rows(_ sql: String) throws -> [[Cell]] { try archive.query(sql).rows }
        let rise = "json_extract(specification, '$.detector.rise')"
        let runs = try rows("SELECT variant, spikes, \(rise) FROM run ORDER BY run")
        #expect(runs == [[.text(""), .integer(1), .real(0.5)], [.text("calm"), .integer(0), .integer(9)]])
        #expect(try rows("SELECT DISTINCT run FROM spike") == [[.integer(1)]])
        #expect(try rows("SELECT count(DISTINCT run) FROM crossing JOIN phase USING (run)") == [[.integer(2)]])
        let settings = try rows("SELECT run, value FROM setting WHERE path = 'detector.window' ORDER BY run")
        #expect(settings == [[.integer(1), .integer(5)], [.integer(2), .integer(3)]])
        let made = try rows("SELECT wall_seconds, kernel, host, finished_at FROM made")
        let row: [Cell] = [.real(0.25), .text("any"), .text("m68k-amiga"), .text(record.finishedAt)]
        #expect(made == [row, row])
    }

    @Test(arguments: [
        "UPDATE stored_analysis SET detector = '{}'", "UPDATE stored_analysis SET run_key = 'none'",
        "UPDATE stored_analysis SET key = 'none'", "UPDATE stored_analysis SET id = 7",
        "UPDATE stored_spike SET number = number + 1", "UPDATE stored_spike SET height = height + 1e-9",
        "UPDATE stored_crossing SET number = 7 WHERE number = 1", "UPDATE stored_crossing SET quantity = 'lambda'",
        "UPDATE stored_phase SET number = -number", "UPDATE stored_phase SET last = last + 1",
        "DELETE FROM stored_phase",
    ])
    func areDroppedWhenTheyAreDamagedAndTheirRunsStay(sql: String) throws {
        let archive = try scratch.open()
        try archive.storeWhole(record)
        try archive.close()
        let queue = try DatabaseQueue(path: scratch.path)
        try queue.write { db in
            try db.execute(sql: sql)
            #expect(db.changesCount > 0)
        }
        try queue.close()
        #expect(throws: ArchiveError.self) { try scratch.open(readOnly: true) }
        let events = Events()
        let mended = try scratch.open(events)
        #expect(events.dropped.count == 1 && events.all.count == 1, "\(events.all)")
        #expect(try mended.record(for: record.key) == record && mended.analysis(for: record.analysis.key) == nil)
        #expect(try mended.stats().quarantined == 0)
        for part in StoredAnalysis.parts + ["stored_analysis"] {
            #expect(try mended.query("SELECT count(*) FROM \(part)").rows == [[.integer(0)]], "\(part)")
        }
        try mended.store([record.analysis])
        try mended.close()
        let second = Events()
        #expect(try scratch.open(second).analysis(for: record.analysis.key) == record.analysis)
        #expect(second.all.isEmpty)
    }

    @Test func whoseDamageIsFoundOnReadingAreToldOnce() throws {
        let events = Events()
        let archive = try scratch.open(events)
        try archive.storeWhole(record)
        try archive.write { db in try db.execute(sql: "UPDATE stored_phase SET last = last + 1") }
        for _ in 1...2 { #expect(try archive.analysis(for: record.analysis.key) == nil) }
        #expect(events.dropped == [record.analysis.key.text] && events.all.count == 1)
    }

    @Test func areFoundByVerifying() throws {
        let archive = try scratch.open()
        try archive.storeWhole(record)
        try archive.write { db in try db.execute(sql: "UPDATE stored_spike SET peak = peak + 1") }
        #expect(try archive.verify().damagedAnalyses == [record.analysis.key])
        #expect(try archive.verify().isSound && archive.stats().runs == 1)
    }

    @Test func thatAreUnsoundAreNotTakenOver() throws {
        let source = try Archive.open(at: scratch.file("source.sqlite"))
        try source.store(record, with: [record.analysis, other])
        try source.write { db in try db.execute(sql: "UPDATE stored_phase SET last = last + 1 WHERE analysis = 1") }
        try source.close()
        let archive = try scratch.open()
        let report = try archive.importArchive(from: scratch.file("source.sqlite"))
        #expect(report == ImportReport(added: 1, known: 0, leftOut: 0, analyses: 1))
        #expect(try archive.analysis(for: other.key) == other && archive.stats().analyses == 1)
    }
}
