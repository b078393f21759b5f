import Experiments
import Foundation
import TestSupport
import Testing

@testable import Storage

/// The index of an archive in the memo: valid for that very file only, and sufficient without opening it.
@Suite struct ArchiveIndices {
    private let scratch: Scratch
    private let record: RunRecord

    init() throws {
        scratch = try Scratch()
        record = try RunRecord.sample(1)
        let archive = try scratch.open()
        try archive.store(record)
        try archive.setMembers([member(record.key)])
        try archive.keepIndex(archive.summaries(of: [record.key]).values)
        try archive.close()
    }

    private func member(_ key: RunKey) -> Member {
        let analysis = AnalysisKey(text: "a")
        return Member(
            experiment: "e",
            chapter: "c",
            position: 0,
            variant: "",
            seed: 0,
            key: key,
            analysis: analysis
        )
    }

    @Test func tellOfRunsAndMappingWithoutTheFile() throws {
        let opened = try scratch.open()
        let wanted = try opened.summaries(of: [record.key])
        try opened.close()
        let archive = try #require(try Archive.asKnown(at: scratch.path))
        #expect(try archive.summaries(of: [record.key, RunKey(text: "none")]) == wanted)
        #expect(try archive.isMapping([member(record.key)]))
        #expect(try !archive.setMembers([member(record.key)]))
        #expect(try !archive.isMapping([member(RunKey(text: "other"))]))
        #expect(!archive.file.isOpened)
        try archive.close()
    }

    @Test func giveWayToTheFileWhenMoreIsAskedOfIt() throws {
        let archive = try #require(try Archive.asKnown(at: scratch.path))
        #expect(try archive.record(for: record.key)?.key == record.key)
        #expect(archive.file.isOpened)
        let second = try RunRecord.sample(2)
        try archive.store(second)
        #expect(try archive.summaries(of: [second.key]).count == 1)
        try archive.close()
        // A run was stored that is missing from the index.
        #expect(try Archive.asKnown(at: scratch.path) == nil)
    }

    @Test func areNotBelievedOfAnotherFile() throws {
        let archive = try #require(try Archive.asKnown(at: scratch.path))
        let second = try RunRecord.sample(2)
        let other = try scratch.open()
        try other.store(second)
        try other.close()
        #expect(try archive.summaries(of: [record.key, second.key]).count == 2)
        try archive.close()
        #expect(try Archive.asKnown(at: scratch.path) == nil)
    }

    @Test func areNotBelievedOfOtherRuns() throws {
        // Another version of the book records its runs, and its build does not complete.
        let other = try scratch.open()
        try other.keepIndex([])
        try other.memo.close()
        #expect(try Archive.asKnown(at: scratch.path) == nil)
        try other.close()
    }

    @Test func areOfNoUseWithoutASeal() throws {
        try FileManager.default.removeItem(atPath: scratch.path + ".seal")
        #expect(try Archive.asKnown(at: scratch.path) == nil)
    }

    @Test func keepSummariesAsTheyAre() throws {
        let archive = try scratch.open()
        for number in 2...6 { try archive.store(RunRecord.sample(number)) }
        let summaries = try archive.summaries(of: (1...6).map { try RunRecord.sample($0).key })
        #expect(summaries.count == 6)
        for summary in summaries.values { #expect(RunSummary(summary.texts) == summary) }
        #expect(RunSummary(["k"]) == nil)
        try archive.close()
    }
}
