import Experiments
import Foundation
import Storage
import TestSupport
import Testing

@testable import Reports

/// What of the book's runs stands in the keys of answers.
@Suite struct SeenRunsKeys {
    @Test func tellARunThatIsNotAnalysedAsTheBookAsksFromOneThatIs() throws {
        let plan = try Shelf([Shelf.bowl()]).plan()
        let output = TestFolder.new("seen")
        defer { try? FileManager.default.removeItem(at: output) }
        let archive = try Archive.open(at: output.appending(path: "spikebook.sqlite").path)
        defer { try? archive.close() }
        _ = try Build(plan, in: archive, output: output, options: Build.Options()).run()
        let analysed = try archive.summaries(of: plan.keys)
        let stale = analysed.mapValues { summary in
            var summary = summary
            summary.analyses = []
            return summary
        }
        let digests = [analysed, stale, [:]].map {
            SeenRuns(plan.members, stored: $0).digest(within: .all, made: false)
        }
        #expect(Set(digests).count == 3, "an answer about runs of another state has the same key")
    }
}
