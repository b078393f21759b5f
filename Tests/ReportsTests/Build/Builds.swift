import Diagnostics
import Foundation
import Storage
import Testing
import TestSupport

@testable import Reports

/// Small books that are built by ``Build`` itself, without the program.
@Suite struct Builds {
    private static let chapter = Shelf.bowl(more: Shelf.claim)

    /// A book with its output and an open archive.
    private final class Bench {
        let shelf: Shelf
        let archive: Archive
        let output = TestFolder.new("built")

        init(_ chapters: [String]) throws {
            shelf = try Shelf(chapters)
            archive = try Archive.open(at: output.appending(path: "spikebook.sqlite").path)
        }

        deinit {
            try? archive.close()
            try? FileManager.default.removeItem(at: output)
        }

        @discardableResult
        func build(
            _ options: Build.Options = Build.Options(),
            telling tell: @escaping @Sendable (Build.Event) -> Void = { _ in }
        ) throws -> Build.Outcome {
            try Build(try shelf.plan(), in: archive, output: output, options: options).run(telling: tell)
        }

        func has(_ page: String) -> Bool {
            FileManager.default.fileExists(atPath: output.appending(path: "site/\(page)").path)
        }
    }

    @Test func haveTheirRunsMadeOnceAndTheirPagesWrittenOnce() throws {
        let bench = try Bench([Self.chapter])
        let first = try bench.build()
        #expect(first.made == 2 && first.failures.isEmpty && first.warnings.isEmpty)
        #expect(first.report.verdicts.expected == 1 && first.report.verdicts.all == 1)
        #expect(bench.has("index.html") && bench.has("1-chapter.html"))
        let second = try bench.build()
        #expect(second.made == 0 && second.report.written.isEmpty)
        #expect(second.report.verdicts.all == 1)
    }

    @Test func sayTheSameWhereTheClockDoes() throws {
        let query = "SELECT finished_at, wall_seconds FROM made WHERE experiment = 'bowl'"
        let bench = try Bench([Self.chapter + "\n\n```{query}\nid: dates\nsql: \(query)\ncaption: Runs.\n```\n"])
        func pages(workers: Int) throws -> [Data] {
            var options = Build.Options()
            options.workers = workers
            options.executor = LocalExecutor(
                clock: RunClock(now: { Date(timeIntervalSince1970: 1e9) }, duration: { _ in 2 })
            )
            options.forced = try bench.shelf.plan().keys
            #expect(try bench.build(options).made == 2)
            return try ["site/1-chapter.html", "site/index.html", "site/tables/dates.csv", "report.json"].map { path in
                try Data(contentsOf: bench.output.appending(path: path))
            }
        }
        let first = try pages(workers: 1)
        #expect(String(decoding: first[2], as: UTF8.self).contains("2001-09-09T01:46:40Z,2"))
        try FileManager.default.removeItem(at: bench.output.appending(path: "site"))
        #expect(try pages(workers: 2) == first)
    }

    /// Cached answers are used, unless a check asks to compute them again.
    @Test func areCheckedWithoutWhatIsKept() throws {
        let query =
            "```{query}\nid: sum\nsql: SELECT count(*) AS n FROM run WHERE experiment = 'bowl'\nhidden: true\n```"
        let bench = try Bench([Self.chapter + "\n\n\(query)\n\nThere are [2](value:sum.n).\n"])
        #expect(try bench.build().flaws.numbers.isEmpty)
        let plan = try bench.shelf.plan()
        let question = try #require(
            plan.directives(behindChapter: 0).compactMap { $0.directive as? QueryDirective }.first
        )
        let key = try Results(plan: plan, archive: bench.archive).key(of: question.question)
        let wrong = Table(columns: ["n"], rows: [[.integer(7)]])
        #expect(try bench.archive.memo.content(kind: "query", key: key) != nil)
        try bench.archive.memo.keep([DerivedContent(kind: "query", key: key, content: wrong.encoded)])
        func numbers(anew: Bool) throws -> Int {
            try SiteCheck(plan: plan, archive: bench.archive, output: bench.output, anew: anew).flaws.numbers.count
        }
        #expect(try numbers(anew: false) == 1)
        #expect(try numbers(anew: true) == 0)
    }

    @Test func tellHowFarTheyAre() throws {
        let bench = try Bench([Self.chapter])
        let told = Protected<[String]>([])
        var options = Build.Options()
        options.workers = 1
        try bench.build(options) { event in
            let word =
                switch event {
                case .remade(let sentence): sentence
                case .progress(let progress): "\(progress.done) of \(progress.total)"
                case .runsEnded: "runs ended"
                case .drawing: "drawing"
                }
            told.update { $0.append(word) }
        }
        #expect(told.value == ["1 of 2", "2 of 2", "runs ended", "drawing"])
    }

    @Test func makeForcedRunsAgain() throws {
        let bench = try Bench([Self.chapter])
        try bench.build()
        var options = Build.Options()
        options.forced = try [bench.shelf.plan().keys[1]]
        #expect(try bench.build(options).made == 1)
    }

    @Test func runNothingWhenFrozen() throws {
        let bench = try Bench([Self.chapter])
        var options = Build.Options()
        options.isFrozen = true
        let stop = #expect(throws: Build.Stop.self) { try bench.build(options) }
        guard case .frozen(let missing) = stop else {
            Issue.record("\(String(describing: stop))")
            return
        }
        #expect(missing.map(\.request.experiment) == ["bowl", "bowl"])
        #expect(try bench.archive.stats().runs == 0 && !bench.has("index.html"))
        try bench.build()
        #expect(try bench.build(options).made == 0)
    }

    @Test func runNothingWhenFaulty() throws {
        let bench = try Bench([Self.chapter.replacing("SELECT steps", with: "SELECT stebs")])
        let stop = #expect(throws: Build.Stop.self) { try bench.build() }
        guard case .faulty(let faults) = stop else {
            Issue.record("\(String(describing: stop))")
            return
        }
        #expect(faults.map(\.place?.line) == [16])
        #expect(try bench.archive.stats().runs == 0)
    }

    @Test func tellWhatIsNotInOrder() throws {
        struct Fault: Error {}
        let bench = try Bench([Self.chapter.replacing("expect: steps = 5", with: "expect: steps = 6")])
        let refuted = try bench.build().flaws
        #expect(refuted.surprises.count == 1 && refuted.experiments.isEmpty && refuted.outdated.isEmpty)
        var options = Build.Options()
        options.executor = LocalExecutor { _ in throw Fault() }
        let failed = try Bench([Self.chapter]).build(options)
        #expect(failed.failures.count == 2 && failed.made == 0)
        #expect(failed.flaws.experiments.map(\.id) == ["experiment.failed"])
    }

    @Test func tellThatTheBookWasChangedMeanwhile() throws {
        let bench = try Bench([Self.chapter])
        let file = bench.shelf.folder.appending(path: "1-chapter.md")
        let outcome = try bench.build { event in
            if case .drawing = event { try? Data("# Another\n".utf8).write(to: file) }
        }
        #expect(outcome.flaws.outdated.map(\.id) == ["book.outdated"])
        #expect(outcome.report.verdicts.all == 1)
    }
}
