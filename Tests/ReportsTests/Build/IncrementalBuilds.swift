import Foundation
import Storage
import TestSupport
import Testing

@testable import Reports

/// After any edit, an incremental build writes the same bytes as a full one.
@Suite struct IncrementalBuilds {
    @Test(arguments: 1...3)
    func areBuiltAsFromNothing(seed: Int) throws {
        var book = RandomBook(seed: UInt64(seed))
        let shelf = try Shelf([])
        let output = Self.output()
        defer { try? FileManager.default.removeItem(at: output) }
        var edits: [String] = []
        for round in 0..<7 {
            if round > 0 { edits.append(book.edit()) }
            try Self.write(book, to: shelf.folder)
            try Self.build(shelf, output)
            let files = try Self.files(output)
            // Pages show the folder's name in commands, so the full build must use the same folder.
            let kept = Self.output()
            try FileManager.default.moveItem(at: output, to: kept)
            try Self.build(shelf, output)
            let wanted = try Self.files(output)
            try FileManager.default.removeItem(at: output)
            try FileManager.default.moveItem(at: kept, to: output)
            #expect(files.keys.sorted() == wanted.keys.sorted(), "after \(edits)")
            for (path, data) in wanted where files[path] != data {
                Issue.record("\(path) differs after \(edits.joined(separator: ", "))")
            }
        }
    }

    private static func output() -> URL { TestFolder.new("edited") }

    private static func write(_ book: RandomBook, to folder: URL) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            try FileManager.default.removeItem(at: folder.appending(path: name))
        }
        for (name, text) in book.files { try Data(text.utf8).write(to: folder.appending(path: name)) }
    }

    private static func build(_ shelf: Shelf, _ output: URL) throws {
        let archive = try Archive.open(at: output.appending(path: "spikebook.sqlite").path)
        defer { try? archive.close() }
        var options = Build.Options()
        options.executor = LocalExecutor(
            clock: RunClock(now: { Date(timeIntervalSince1970: 1e9) }, duration: { _ in 2 })
        )
        let outcome = try Build(try shelf.plan(), in: archive, output: output, options: options).run()
        #expect(outcome.flaws.directives.isEmpty, "\(outcome.flaws.directives)")
    }

    /// The files for readers and programs: the site and the results beside it.
    private static func files(_ output: URL) throws -> [String: Data] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: output.path).filter { name in
            !name.hasPrefix("spikebook.sqlite") && name != Memo.name && !name.hasSuffix(SiteManifest.name)
        }
        var files: [String: Data] = [:]
        for name in names {
            let place = output.appending(path: name)
            if try place.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
                files[name] = try Data(contentsOf: place)
            }
        }
        return files
    }
}

/// A random book of a few chapters whose tables, figures and claims use its own experiments and those of other
/// chapters.
private struct RandomBook {
    private struct Experiment {
        var id: String
        var steps: Int
        var rates: [Double]
        var rise = 0.5
    }

    private struct Chapter {
        var name: String
        var words: Int
        var experiments: [Experiment]
        /// The kinds of results that it shows, as numbers.
        var shown: [Int]
    }

    private var chapters: [Chapter] = []
    private var generator: SplitMix
    private var count = 0

    init(seed: UInt64) {
        generator = SplitMix(state: seed)
        for _ in 0..<3 { chapters.append(chapter()) }
    }

    private mutating func number(_ count: Int) -> Int { Int(generator.next() % UInt64(count)) }

    private mutating func chapter() -> Chapter {
        count += 1
        let name = "\(count)-part"
        let experiments = (0...number(2)).map { _ in experiment() }
        return Chapter(
            name: name,
            words: number(90),
            experiments: experiments,
            shown: (0...number(4)).map { _ in number(8) }
        )
    }

    private mutating func experiment() -> Experiment {
        count += 1
        return Experiment(id: "e\(count)", steps: 3 + number(5), rates: [[0.1], [0.1, 0.2], [0.3, 2.5]][number(3)])
    }

    private var experiments: [Experiment] { chapters.flatMap(\.experiments) }

    /// Makes one random change and returns its description.
    mutating func edit() -> String {
        let chapter = number(chapters.count)
        let experiment = number(chapters[chapter].experiments.count)
        switch number(10) {
        case 0:
            chapters[chapter].words += 1
            return "prose of \(chapters[chapter].name)"
        case 1:
            chapters[chapter].experiments[experiment].steps += 1
            return "steps of \(chapters[chapter].experiments[experiment].id)"
        case 2:
            chapters[chapter].experiments[experiment].rise += 0.25
            return "detector of \(chapters[chapter].experiments[experiment].id)"
        case 3:
            chapters[chapter].experiments[experiment].rates.append(0.05)
            return "a run of \(chapters[chapter].experiments[experiment].id)"
        case 4:
            chapters.insert(self.chapter(), at: chapter)
            return "a chapter"
        case 5 where chapters.count > 2:
            return "without \(chapters.remove(at: chapter).name)"
        case 6:
            chapters[chapter].name += "x"
            return "another name of \(chapters[chapter].name)"
        case 7:
            chapters.swapAt(0, chapter)
            return "chapter \(chapter) first"
        case 8:
            chapters[chapter].shown.shuffle(using: &generator)
            return "another order in \(chapters[chapter].name)"
        default:
            chapters[chapter].experiments.insert(self.experiment(), at: 0)
            return "an experiment in \(chapters[chapter].name)"
        }
    }

    /// The files by name.
    var files: [String: String] {
        let list = chapters.map { "  - \($0.name).md" }.joined(separator: "\n")
        var files = ["book.yml": "title: A case\nchapters:\n\(list)\n"]
        for (index, chapter) in chapters.enumerated() { files[chapter.name + ".md"] = text(of: chapter, index) }
        return files
    }

    private func text(of chapter: Chapter, _ index: Int) -> String {
        let runs = chapter.experiments.map { experiment in
            """
            ```{experiment}
            id: \(experiment.id)
            model: quadratic
            optimizer: sgd
            steps: \(experiment.steps)
            detector: {rise: \(experiment.rise)}
            sweep: {optimizer.sgd.lr: [\(experiment.rates.map { "\($0)" }.joined(separator: ", "))]}
            ```
            """
        }
        let shown = chapter.shown.enumerated().map { result($1, "r\(index)-\($0)-\(chapter.name)", chapter) }
        let others = chapters.map { "See [](\($0.name).md)." }.joined(separator: " ")
        let head = "# Chapter of \(chapter.words) words\n\nWords \(chapter.words).\n\n\(others)"
        return ([head] + runs + shown).joined(separator: "\n\n") + "\n"
    }

    /// A table, claim or figure on the chapter's own experiment, on another's, on all, or on the making of runs.
    private func result(_ kind: Int, _ id: String, _ chapter: Chapter) -> String {
        let (own, other) = (chapter.experiments[0].id, experiments[experiments.count - 1].id)
        let all =
            "SELECT experiment, count(*) AS runs, sum(spikes) AS spikes FROM run GROUP BY experiment ORDER BY experiment"
        switch kind {
        case 0: return table(id, "SELECT lr, steps, final_loss FROM run WHERE experiment = '\(own)' ORDER BY run")
        case 1: return table(id, "SELECT run, variant, outcome FROM run WHERE experiment = '\(other)' ORDER BY run")
        case 2: return table(id, all)
        case 3: return table(id, "SELECT wall_seconds, host FROM made WHERE experiment = '\(own)' ORDER BY run")
        case 4:
            return table(id, "SELECT max(steps) AS most FROM run WHERE experiment GLOB 'e*'") + "\n\nSee [](#\(id))."
        case 7:
            return """
                ```{figure}
                id: a\(id)
                view: run
                from: \(own)
                caption: The run as a whole.
                alt: Loss, curvature and second moment of a run over its steps in three panels, its spikes shaded if there are any.
                ```
                """
        case 5:
            return """
                ```{claim}
                id: c\(id)
                says: Runs go on.
                sql: SELECT steps, final_loss FROM run WHERE experiment = '\(own)' AND outcome = 'completed'
                expect: steps > 4
                measure: final_loss
                ```
                """
        default:
            let sql =
                "SELECT step AS x, loss AS y, run AS series FROM trace WHERE experiment = '\(other)' ORDER BY run, step"
            return """
                ```{figure}
                id: f\(id)
                caption: The loss falls over the steps.
                alt: The loss of each run over its steps on plain axes, a line for each of the runs of one experiment.
                x: {label: step}
                panels:
                  - y: {label: loss}
                    marks:
                      - line: {sql: "\(sql)"}
                ```
                """
        }
    }

    private func table(_ id: String, _ sql: String) -> String {
        "```{query}\nid: \(id)\nsql: \(sql)\ncaption: What there is.\n```"
    }
}
