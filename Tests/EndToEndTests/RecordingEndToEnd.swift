import Foundation
import Testing

/// Logs of runs by other programs, which are used like any other experiment.
@Suite struct RecordingEndToEnd {
    /// A loss that falls, with a rise by a factor of thirty at step 300.
    private static func loss(_ step: Int) -> Double {
        let usual = 0.01 + 2 * exp(-Double(step) / 60)
        return (300..<312).contains(step) ? usual * 30 : usual
    }

    private static let lines = (0..<500).map { #"{"step": \#($0), "loss": \#(loss($0)), "lr": 0.001}"# + "\n" }.joined()

    private static let chapter = """
        # Elsewhere

        ```{experiment}
        id: gpt
        trace: {file: runs/gpt.jsonl}
        optimizer: {adam: {lr: 0.001, beta2: 0.95}}
        ```

        ```{query}
        id: found
        sql: >-
          SELECT s.number, s.peak, r.steps, t.threshold, c.format, c.stride, g.entries
          FROM spike AS s JOIN run AS r ON r.run = s.run JOIN trace AS t ON t.run = s.run AND t.step = s.peak
          JOIN recording AS c ON c.run = s.run JOIN segment AS g ON g.run = s.run WHERE s.experiment = 'gpt'
        caption: What was found.
        ```

        ```{figure}
        id: fig-gpt
        view: anatomy
        from: gpt
        caption: The loss of the log rises once.
        alt: A line of the loss against the step, which falls from two to a hundredth and rises once, at step 300.
        ```

        ```{claim}
        id: rises
        says: The loss rises.
        sql: SELECT run, height FROM spike WHERE experiment = 'gpt'
        expect: height > 1
        changes: A log without a rise.
        ```

        ```{claim}
        id: crosses
        says: The curvature passes the threshold before.
        sql: SELECT run, crossed_lambda_max < rise_start AS before FROM spike WHERE experiment = 'gpt'
        expect: before
        verdict: undecided
        changes: A log with curvature.
        ```

        There is [1](value:found.number) spike, at [300](value:found.peak), among [500](value:found.steps) entries.
        """

    private func desk(_ chapter: String = chapter, _ log: String = lines) throws -> Desk {
        let desk = try Desk(chapter: chapter, in: "01-log.md", configuration: "title: Logs\n")
        try desk.write(log, to: "Chapters/runs/gpt.jsonl")
        return desk
    }

    @Test func giveTablesFiguresAndClaims() throws {
        let desk = try desk()
        let outcome = try desk.call("build")
        #expect(outcome.code == 0, "\(outcome.notes)")
        #expect(try desk.call("check").code == 0)
        let page = try desk.text("Output/site/01-log.html")
        #expect(page.contains("so nothing is decided: the log of gpt does not hold lambda_max"))
        #expect(page.contains("How the log was read") && page.contains("500, one a step"))
        #expect(page.contains("logs of runs that were made elsewhere"))
        let sql = "SELECT count(*), count(lambda_max), count(threshold), count(lr), max(step) FROM trace"
        #expect(try desk.call("query", sql, "--csv").output.hasSuffix("500,0,500,500,499\n"))
        let recording = "SELECT format, loss_kind, rows, stride, repeated FROM recording"
        #expect(try desk.call("query", recording, "--csv").output.hasSuffix("jsonl,unknown,500,1,0\n"))
        #expect(try desk.call("build", "--frozen").code == 0)
        #expect(try desk.call("cache", "verify").code == 0)
    }

    @Test func areReadAnewWhenTheyChange() throws {
        let desk = try desk()
        try desk.build()
        #expect(try desk.call("build").notes.contains("0 runs made"))
        try desk.edit("Chapters/01-log.md", "There is", "There was")
        #expect(try desk.call("build").notes.contains("0 runs made"))
        try desk.write(Self.lines + #"{"step": 500, "loss": 0.01}"# + "\n", to: "Chapters/runs/gpt.jsonl")
        let why = try desk.call("explain", "gpt").output
        #expect(why.contains("files.runs/gpt.jsonl") && !why.contains("core:"), "\(why)")
        let outcome = try desk.call("build")
        #expect(outcome.notes.contains("1 run made"), "\(outcome.notes)")
        #expect(outcome.notes.contains("[value.") && outcome.notes.contains("501"), "\(outcome.notes)")
    }

    @Test func mayBeVariantsAndSeeds() throws {
        let sweep = """
            id: gpt
            sweep:
              - {name: plain, seed: 0, trace.file: runs/gpt.jsonl}
              - {name: plain, seed: 1, trace.file: runs/gpt.jsonl, trace.format: jsonl}
              - {name: other, trace.file: runs/gpt.jsonl, trace.columns: {loss: lr}}
            """
        let chapter = Self.chapter.prefix { $0 != "{" } + "{experiment}\n" + sweep + "\n```\n"
        let desk = try desk(String(chapter))
        let outcome = try desk.call("build")
        #expect(outcome.code == 0, "\(outcome.notes)")
        let sql = "SELECT variant, seed, spikes FROM run ORDER BY run"
        let rows = try desk.call("query", sql, "--csv").output
        #expect(rows.hasSuffix("plain,0,1\nplain,1,1\nother,0,0\n"), "\(rows)")
    }

    @Test(arguments: [
        ("file: runs/none.jsonl", "there is no file 'Chapters/runs/none.jsonl'", 5),
        ("file: runs/gpt.jsonl, format: nanogtp", "'nanogtp' is not allowed", 5),
        ("file: runs/gpt.jsonl, columns: {los: loss}", "no quantity is called 'los'", 5),
        ("file: runs/gpt.jsonl, columns: {loss: train/perplexity}", "train/perplexity", 5),
        ("files: runs/gpt.jsonl", "trace has no setting 'files'", 5),
    ])
    func refuseWhatIsNotThere(_ trace: String, _ told: String, _ line: Int) throws {
        let outcome = try desk(Self.chapter.replacing("{file: runs/gpt.jsonl}", with: "{\(trace)}")).call("build")
        #expect(outcome.code == 5 && outcome.notes.contains(told), "\(outcome.notes)")
        #expect(outcome.notes.contains("Chapters/01-log.md:\(line):"), "\(outcome.notes)")
    }

    @Test(arguments: ["model: {quadratic: {eigenvalues: [1], start: 1}}", "precision: float32", "guards: [zclip]"])
    func refuseSettingsOfRunsThatAreMadeHere(_ key: String) throws {
        let name = key.prefix { $0 != ":" }
        let chapter = Self.chapter.replacing("jsonl}\noptimizer", with: "jsonl}\n\(key)\noptimizer")
        let outcome = try desk(chapter).call("build")
        #expect(outcome.code == 5, "\(outcome.notes)")
        #expect(outcome.notes.contains("the run was made elsewhere, so '\(name)' says nothing"), "\(outcome.notes)")
    }

    @Test(arguments: [
        ("", "empty"), (#"{"step": 1, "loss": 2}"#, "one row"), (String(repeating: "\u{0}", count: 100), "binary"),
        ("hello\nworld\n", "prose"),
    ])
    func tellWhatCannotBeRead(_ log: String, _ name: String) throws {
        let outcome = try desk(Self.chapter, log).call("build")
        #expect(outcome.code == 5 || name == "one row", "\(outcome.notes)")
        #expect(outcome.signal == nil && outcome.notes.contains("Chapters/"), "\(outcome.notes)")
    }

    /// Skipped steps have a loss of NaN, and the run continues.
    @Test func findSpikesBehindLossesThatAreNoNumbers() throws {
        let log = Self.lines.replacing(#""step": 100, "loss": \#(Self.loss(100))"#, with: #""step": 100, "loss": NaN"#)
        let desk = try desk(Self.chapter, log)
        let outcome = try desk.call("build")
        #expect(outcome.code == 0, "\(outcome.notes)")
        let sql = "SELECT n.step, n.\"column\", n.value, r.outcome FROM non_finite AS n JOIN run AS r ON r.run = n.run"
        #expect(try desk.call("query", sql, "--csv").output.hasSuffix("100,loss,nan,completed\n"))
    }

    @Test func divergeWhereTheLossIsNoNumberToTheEnd() throws {
        let log = (0..<50).map { #"{"step": \#($0), "loss": \#($0 < 40 ? "1.5" : "NaN")}"# + "\n" }.joined()
        let chapter =
            Self.chapter.prefix { $0 != "`" } + """
                ```{experiment}
                id: gpt
                trace: {file: runs/gpt.jsonl}
                ```
                """
        let desk = try desk(String(chapter), log)
        try desk.build()
        let rows = try desk.call("query", "SELECT outcome, outcome_step FROM run", "--csv").output
        #expect(rows.hasSuffix("diverged,40\n"), "\(rows)")
    }

    /// The example in README can be built as it is printed there.
    @Test func areWrittenAsReadmeSays() throws {
        let readme = Desk.books.appending(path: "../../README.md").standardized
        let text = try String(contentsOf: readme, encoding: .utf8)
        let section = try #require(text.components(separatedBy: "## A run that was made elsewhere").last)
        let example = section.components(separatedBy: "````markdown\n")[1].components(separatedBy: "````")[0]
        let desk = try desk("# Mine\n\n" + example)
        let outcome = try desk.call("build")
        #expect(outcome.code == 0 && desk.has("Output/site/figures/fig-gpt.svg"), "\(outcome.notes)")
    }

    /// A rate that the author states is used.
    ///
    /// An optimizer's default is not, since the log may have had another.
    @Test func haveOnlyRatesThatAreStated() throws {
        let log = (1...100).map { "{\"step\": \($0), \"loss\": \(Self.loss($0))}\n" }.joined()
        func rates(_ keys: String) throws -> String {
            let chapter = "# Rates\n\n```{experiment}\nid: gpt\ntrace: {file: runs/gpt.jsonl}\n\(keys)\n```\n"
            let desk = try desk(chapter, log)
            try desk.build()
            let sql = "SELECT count(lr), max(lr), min(lr), count(threshold) FROM trace"
            return try desk.call("query", sql, "--csv").output.split(separator: "\n").last.map(String.init) ?? ""
        }
        #expect(try rates("optimizer: {adam: {beta2: 0.95}}") == "0,,,0")
        #expect(try rates("optimizer: {adam: {lr: 0.5}}") == "100,0.5,0.5,100")
        let cosine = try rates("optimizer: {adam: {lr: 0.5}}\nschedule: {cosine: {}}\nsteps: 200")
        #expect(cosine.hasPrefix("100,0.5,0.2") && cosine.hasSuffix(",100"), "\(cosine): half of the way down")
    }

    @Test(arguments: [
        ("schedule: {cosine: {}}", "a schedule goes by the steps that were planned"),
        ("seeds: 3", "a log is one run, not 3"),
    ])
    func askForWhatALogDoesNotTell(_ key: String, _ told: String) throws {
        let outcome = try desk(Self.chapter.replacing("jsonl}\noptimizer", with: "jsonl}\n\(key)\noptimizer")).call(
            "build"
        )
        #expect(outcome.code == 5 && outcome.notes.contains(told), "\(outcome.notes)")
    }

    /// Hidden files in a folder belong to other programs.
    ///
    /// They are not read, and their changes are ignored.
    @Test func leaveHiddenFilesOfAFolderAlone() throws {
        let desk = try desk(Self.chapter.replacing("file: runs/gpt.jsonl", with: "file: runs"))
        try desk.write("step,loss\n0,7\n1,7\n", to: "Chapters/runs/.old/metrics.csv")
        try desk.build()
        #expect(try desk.call("query", "SELECT steps FROM run", "--csv").output.hasSuffix("\n500\n"))
        try desk.write("step,loss\n0,8\n1,8\n", to: "Chapters/runs/.old/metrics.csv")
        #expect(try desk.call("build").notes.contains("0 runs made"))
    }

    /// A run of the core, written as lines and read again, has the same outcome.
    @Test func endAsTracesOfThisProgramSay() throws {
        let chapter = """
            # Ends

            ```{experiment}
            id: fast
            model: {quadratic: {eigenvalues: [1], start: 1}}
            optimizer: {sgd: {lr: 3}}
            steps: 50
            diverged_above: 1000
            ```
            """
        let desk = try desk(chapter)
        #expect(try desk.call("run", "fast", "--trace", "Chapters/runs/fast.jsonl").code == 0)
        let again = "\n\n```{experiment}\nid: again\ntrace: {file: runs/fast.jsonl}\n```\n"
        try desk.write(chapter + again, to: "Chapters/01-log.md")
        try desk.build()
        let sql = "SELECT count(DISTINCT outcome), count(DISTINCT outcome_step), count(*) FROM run"
        #expect(try desk.call("query", sql, "--csv").output.hasSuffix("\n1,1,2\n"))
    }
}
