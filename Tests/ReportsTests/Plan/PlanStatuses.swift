import Experiments
import Foundation
import Storage
import Testing
import TestSupport

@testable import Reports

/// Runs with unchanged settings of an earlier program version are distinguished from changed ones.
@Suite struct PlanStatuses {
    private let folder = TestFolder.new("outdated")
    private static let chapter = Shelf.bowl(rates: [0.1, 0.2, 0.3], more: Shelf.other())

    private func archive() throws -> Archive { try Archive.open(at: folder.appending(path: "a.sqlite").path) }

    /// Stores a run as if another core had made it in three seconds.
    private func store(_ run: PlannedExperiment.Run, core: String, in archive: Archive) throws {
        let result = try #require(try run.specification.run())
        let record = RunRecord(
            key: core == CoreVersion.digest ? run.key : RunKey(text: core + run.key.text.dropFirst(core.count)),
            specification: run.specification.canonicalTrace.canonicalJSON,
            seed: run.specification.seed,
            origin: Origin(core: core, kernel: "any", host: "any"),
            wallSeconds: 3,
            finishedAt: "2026-01-01T00:00:00Z",
            trace: result.trace
        )
        try archive.store(record)
    }

    @Test func areToldWithWhatTheyTook() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let plan = try Shelf([Self.chapter]).plan()
        let archive = try archive()
        let runs = plan.experiments[0].runs
        try store(runs[0], core: "older", in: archive)
        try store(runs[1], core: "older", in: archive)
        try store(plan.experiments[1].runs[0], core: CoreVersion.digest, in: archive)
        let status = try plan.status(in: archive)
        #expect(status.map(\.outdated) == [2, 0] && status.map(\.fresh) == [0, 1])
        #expect(
            Plan.newCore(try plan.status(in: archive))
                == "spikebook changed since these runs were made: 2 of 4 runs are made again, which took 6 s in all, of bowl"
        )
        #expect(try RunHistory(archive).seconds[runs[0].specification.canonicalTrace.canonicalJSON] == 3)
        for run in runs { try store(run, core: CoreVersion.digest, in: archive) }
        #expect(Plan.newCore(try plan.status(in: archive)) == nil)
        #expect(try plan.status(in: archive).map(\.outdated) == [0, 0])
    }

    @Test func countARunOfTwoExperimentsOnce() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let one = Shelf.bowl(rates: [0.1])
        let plan = try Shelf([one, one.replacing("id: bowl", with: "id: again")]).plan()
        let archive = try archive()
        try store(plan.experiments[0].runs[0], core: "older", in: archive)
        #expect(plan.keys.count == 1 && plan.experiments.count == 2)
        let told = try #require(Plan.newCore(try plan.status(in: archive)))
        #expect(told.contains("1 of 1 runs are made again, which took 3 s"))
    }

    @Test func areNoneWhereSettingsHaveChanged() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let archive = try archive()
        let old = try Shelf([Self.chapter]).plan()
        for run in old.experiments[0].runs { try store(run, core: "older", in: archive) }
        try archive.setMembers(old.members)
        let plan = try Shelf([Self.chapter.replacing("steps: 5\nsweep", with: "steps: 6\nsweep")]).plan()
        let status = try plan.status(in: archive)
        #expect(status.map(\.outdated) == [0, 0] && status.map(\.changed) == [3, 0])
        #expect(Plan.newCore(try plan.status(in: archive)) == nil)
    }
}
