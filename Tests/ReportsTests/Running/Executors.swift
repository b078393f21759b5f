import Experiments
import Foundation
import Storage
import Testing
import TestSupport

@testable import Reports

/// The executor of runs can be replaced.
@Suite struct Executors {
    /// An executor that returns prepared records and notes the requested keys.
    private final class Prepared: Executor {
        private let records: [RunKey: RunRecord]
        private let asked = Protected<[RunKey]>([])

        init(_ records: [RunRecord]) {
            self.records = Dictionary(uniqueKeysWithValues: records.map { ($0.key, $0) })
        }

        var keys: Set<RunKey> { Set(asked.value) }

        func record(of request: RunRequest, isCancelled: () -> Bool) throws -> RunRecord? {
            asked.update { $0.append(request.key) }
            return records[request.key]
        }
    }

    private let folder = TestFolder.new("executors")
    private static let chapter = Shelf.bowl(more: Shelf.other("needs: [bowl]\ndetector: {rise: 2}"))

    private func run(_ executor: any Executor, _ plan: Plan, _ archive: Archive) throws -> Runner.Report {
        let keeper = LeaseKeeper(archive: archive)
        defer { keeper.end() }
        let jobs = try plan.jobs(ofChapters: nil, missingFrom: archive, forced: [])
        let runner = Runner(archive: archive, keeper: keeper, jobs: jobs, workers: 2, executor: executor)
        return try runner.run(progress: { _ in }, isCancelled: { false })
    }

    private func requests(_ plan: Plan) -> [RunRequest] {
        plan.experiments.flatMap { experiment in experiment.runs.map { RunRequest($0, of: experiment.id) } }
    }

    @Test func areAskedForEachMissingRunAndTheirRecordsAreAnalysedHere() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let plan = try Shelf([Self.chapter]).plan()
        let archive = try Archive.open(at: folder.appending(path: "a.sqlite").path)
        let elsewhere = LocalExecutor(origin: Origin(core: "c", kernel: "k", host: "vax-vms"))
        let records = try requests(plan).compactMap { try elsewhere.record(of: $0, isCancelled: { false }) }
        try archive.store(records[0])
        let executor = Prepared(records)
        let report = try run(executor, plan, archive)
        #expect(report.made == 2 && report.analysed == 1 && report.failed.isEmpty)
        #expect(executor.keys == Set(records.dropFirst().map(\.key)))
        for (record, member) in zip(records, plan.members) {
            #expect(try archive.record(for: record.key) == record)
            let analysis = try #require(try archive.analysis(for: member.analysis))
            #expect(analysis.run == record.key && !analysis.phases.isEmpty)
        }
        #expect(try archive.summaries(of: plan.keys).values.allSatisfy { $0.origin.host == "vax-vms" })
        #expect(try plan.jobs(ofChapters: nil, missingFrom: archive, forced: []).isEmpty)
    }

    @Test func areToldWhatARunNeeds() throws {
        let requests = requests(try Shelf([Self.chapter]).plan())
        #expect(requests.map(\.experiment) == ["bowl", "bowl", "other"])
        #expect(requests[2].needs == requests.prefix(2).map(\.key) && requests[0].needs.isEmpty)
    }

    @Test func failARunForWhichTheyHaveNothingOrAnothersRecord() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let plan = try Shelf([Self.chapter]).plan()
        let archive = try Archive.open(at: folder.appending(path: "a.sqlite").path)
        let nothing = try run(Prepared([]), plan, archive)
        #expect(nothing.made == 0 && Set(nothing.failed.map(\.reason)) == ["the run ended without a result"])
        struct Confused: Executor {
            func record(of request: RunRequest, isCancelled: () -> Bool) throws -> RunRecord? {
                var record = try LocalExecutor().record(of: request, isCancelled: isCancelled)
                record?.key = RunKey(text: "another")
                return record
            }
        }
        let confused = try run(Confused(), plan, archive)
        #expect(confused.made == 0 && Set(confused.failed.map(\.reason)) == ["the record is that of another run"])
        #expect(try archive.stats().runs == 0)
    }

    @Test func ofThisMachineRefuseWhatIsChecked() throws {
        struct Refused: Error {}
        let request = requests(try Shelf([Self.chapter]).plan())[0]
        #expect(throws: Refused.self) {
            try LocalExecutor(check: { _ in throw Refused() }).record(of: request, isCancelled: { false })
        }
        let record = try #require(try LocalExecutor().record(of: request, isCancelled: { false }))
        #expect(record.key == request.key && record.origin == .here && record.origin.core == CoreVersion.digest)
    }

    @Test func makeADamagedRunAgainThatWasOnlyToBeAnalysed() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let plan = try Shelf([Self.chapter]).plan()
        let path = folder.appending(path: "a.sqlite").path
        let archive = try Archive.open(at: path)
        let records = try requests(plan).compactMap { try LocalExecutor().record(of: $0, isCancelled: { false }) }
        for record in records { try archive.store(record) }
        let keeper = LeaseKeeper(archive: archive)
        defer { keeper.end() }
        let jobs = try plan.jobs(ofChapters: nil, missingFrom: archive, forced: [])
        #expect(jobs.allSatisfy(\.isStored) && jobs.count == 3)
        _ = try archive.remove([records[1].key])
        let runner = Runner(archive: archive, keeper: keeper, jobs: jobs, workers: 1, executor: Prepared(records))
        let report = try runner.run(progress: { _ in }, isCancelled: { false })
        #expect(report.made == 1 && report.analysed == 2)
    }
}
