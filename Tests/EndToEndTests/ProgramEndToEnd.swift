import Foundation
import Testing

/// Programs of others, which are used like any other experiment once the user has allowed them.
@Suite struct ProgramEndToEnd {
    /// Whether Python scripts can be run here.
    private static let hasPython = (try? Desk().call(script: "python3 --version").code) == 0

    private static let script = """
        import json, sys
        lr, seed, path = float(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
        w = 1.0 + seed
        with open(path, "w") as log:
            for step in range(200):
                loss = 0.5 * w * w + 0.01
                if 100 <= step < 106: loss *= 50
                log.write(json.dumps({"step": step, "loss": loss, "lr": lr}) + "\\n")
                w -= lr * w
        print("ended at", w)

        """

    private static let chapter = """
        # A program

        ```{experiment}
        id: mine
        command: [python3, train.py, "{lr}", "{seed}", "{dir}/log.jsonl"]
        trace: {file: "{dir}/log.jsonl"}
        optimizer: sgd
        sweep: {lr: [0.1, 0.3]}
        seeds: 2
        ```

        ```{query}
        id: found
        sql: SELECT variant, seed, number, peak FROM spike WHERE experiment = 'mine' ORDER BY run
        caption: What was found.
        ```

        ```{claim}
        id: once
        says: Each run has one spike.
        sql: SELECT run, spikes FROM run WHERE experiment = 'mine'
        expect: spikes = 1
        changes: A run without one.
        ```
        """

    /// A shell script that writes a log with a falling loss and a number `value`.
    private static func shell(_ more: String = "", value: String = "1") -> String {
        """
        {
        echo step,loss
        i=0
        while [ $i -lt 60 ]; do echo "$i,\(value)"; i=$((i + 1)); done
        } > "$1"
        \(more)

        """
    }

    /// A book with one experiment that runs a shell script, with further keys.
    private static func desk(_ script: String, _ keys: String = "") throws -> Desk {
        let chapter = """
            # Shell

            ```{experiment}
            id: mine
            command: [sh, run.sh, "{dir}/log.csv"]
            trace: {file: "{dir}/log.csv"}
            \(keys)
            ```

            """
        let desk = try Desk(chapter: chapter)
        try desk.write(script, to: "Chapters/run.sh")
        return desk
    }

    /// Whether the process whose number is in a file still runs.
    ///
    /// An ended one may still wait to be reaped.
    private static func isAtWork(_ desk: Desk, _ file: String) throws -> Bool {
        let number = try #require(Int(desk.text(file).split(separator: "\n").joined()))
        let stat = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8)
        return stat.map { $0.split(separator: ")").last?.hasPrefix(" Z") == false } ?? false
    }

    @Test(.enabled(if: hasPython, "python3 is not installed")) func giveTablesAndClaims() throws {
        let desk = try Desk(chapter: Self.chapter)
        try desk.write(Self.script, to: "Chapters/train.py")
        let refusal = try desk.call("build")
        #expect(refusal.code == 5 && refusal.notes.contains("which nobody has allowed yet"), "\(refusal.notes)")
        #expect(refusal.notes.contains("Chapters/01-case.md:5:1: error: mine would run 'python3 train.py 0.1 0 {dir}"))
        #expect(refusal.notes.contains("\n  python3 train.py 0.3 1 {dir}/log.jsonl"), "\(refusal.notes)")
        #expect(try desk.number("SELECT count(*) FROM run") == 0)
        #expect(try desk.call("status").code == 3)
        try desk.build("--allow-code")
        let rows = try desk.call("query", "SELECT variant, seed, spikes, steps FROM run ORDER BY run", "--csv").output
        #expect(rows.hasSuffix("lr=0.1,0,1,200\nlr=0.1,1,1,200\nlr=0.3,0,1,200\nlr=0.3,1,1,200\n"), "\(rows)")
        #expect(try desk.number("SELECT count(*) FROM recording WHERE output LIKE 'ended at %'") == 4)
        #expect(try desk.number("SELECT count(*) FROM setting WHERE path = 'values.lr' AND value = 0.3") == 2)
        // Stored runs need no permission.
        try desk.edit("Chapters/01-case.md", "What was found", "What is found")
        for arguments in [["build"], ["build", "--frozen"], ["check"]] { #expect(try desk.call(arguments).code == 0) }
        let page = try desk.text("Output/site/01-case.html")
        #expect(page.contains(">python3 train.py, SGD, "))
        #expect(page.contains("varied: 4 values") && page.contains("How the log was read"))
        // A changed script counts as another program.
        try desk.edit("Chapters/train.py", "0.01", "0.02")
        #expect(try desk.call("explain", "mine").output.contains("files.train.py"))
        #expect(try desk.call("build").code == 5)
        #expect(try desk.call("build", "--frozen").code == 4)
        #expect(try desk.call("build", "--allow-code").notes.contains("4 runs made"))
    }

    @Test func areAllowedUntilTheyChange() throws {
        let desk = try Self.desk(Self.shell())
        let own = ["XDG_CONFIG_HOME": desk.folder.appending(path: "config").path]
        func call(_ arguments: String...) throws -> Desk.Outcome {
            try desk.start(environment: own, arguments).outcome()
        }
        #expect(try call("build").code == 5)
        #expect(try call("trust", "--revoke").output == "none was allowed\n")
        let trusted = try call("trust")
        #expect(trusted.code == 0 && trusted.output.hasPrefix("  sh run.sh {dir}/log.csv\n1 command"), "\(trusted)")
        #expect(try call("build").notes.contains("1 run made"))
        #expect(try call("build", "--force", "mine").notes.contains("1 run made"))
        try desk.write(Self.shell("true"), to: "Chapters/run.sh")
        #expect(try call("build").code == 5)
        #expect(try call("trust").code == 0 && call("run", "mine").code == 0)
        #expect(try call("trust", "--revoke").code == 0 && call("run", "mine").code == 5)
        #expect(try call("build").code == 5 && call("build", "--allow-code").code == 0)
        #expect(try call("build", "--force", "mine").code == 5)
        // A book cannot give itself permission.
        try desk.write("title: A case\nallow_code: true\n", to: "Chapters/book.yml")
        #expect(try call("build", "--force", "mine").notes.contains("allow_code"))
        try desk.write("?", to: "config/spikebook/trusted.json")
        try desk.write("title: A case\n", to: "Chapters/book.yml")
        #expect(try call("trust").code == 7 && call("build").code == 0)
    }

    /// A file counts that is named by the seed or after an equals sign: a change of it runs the program again.
    @Test(arguments: ["run-{seed}.sh", "--rc=run-0.sh"])
    func areMadeAgainWhenAFileThatTheyNameChanges(word: String) throws {
        let desk = try Desk(
            chapter: """
                # Shell

                ```{experiment}
                id: mine
                command: [sh, -c, ". ./run-0.sh", "\(word)", "{seed}", "{dir}/log.csv"]
                trace: {file: "{dir}/log.csv"}
                ```
                """
        )
        try desk.write("{ echo step,loss; echo 1,3; echo 2,2; echo 3,1; } > \"$2\"\n", to: "Chapters/run-0.sh")
        #expect(try desk.call("build", "--allow-code").notes.contains("1 run made"))
        #expect(try desk.call("build").notes.contains("0 runs made"))
        try desk.write("{ echo step,loss; echo 1,3; echo 2,2; echo 3,2; } > \"$2\"\n", to: "Chapters/run-0.sh")
        #expect(try desk.call("build").code == 5)
        #expect(try desk.call("build", "--allow-code").notes.contains("1 run made"))
    }

    @Test func getDeclaredVariablesAlone() throws {
        let script = Self.shell("echo \"[$SHOWN] [$HIDDEN] [$PATH]\" >&2; cat; ls \"$(dirname \"$1\")\"")
        let desk = try Self.desk(script, "environment: [SHOWN]")
        func build(_ shown: String) throws -> String {
            let variables = ["SHOWN": shown, "HIDDEN": "hidden-word", "TMPDIR": desk.folder.path]
            return try desk.call(environment: variables, "build", "--allow-code").notes
        }
        #expect(try build("first-word").contains("1 run made"))
        #expect(try build("first-word").contains("0 runs made"))
        let output = try desk.call("query", "SELECT output FROM recording", "--csv").output
        #expect(output.contains("[$SHOWN] [] [/") && output.contains("log.csv"), "\(output)")
        #expect(!output.contains("first-word"))
        #expect(try build("second-word").contains("1 run made"))
        try desk.write(Self.shell(), to: "Chapters/run.sh")
        #expect(try build("third-word").contains("1 run made"))
        for (name, data) in try desk.files("Output") where name.hasPrefix("site/") || name == "report.json" {
            #expect(!String(decoding: data, as: UTF8.self).contains("third-word"), "\(name)")
        }
        #expect(try desk.number("SELECT count(*) FROM setting WHERE value LIKE '%third-word%'") == 0)
        // Nothing remains in the folder for temporary files.
        let left = try FileManager.default.contentsOfDirectory(atPath: desk.folder.path)
        #expect(left.sorted() == ["Chapters", "Output"], "\(left)")
    }

    @Test func mayBeVariantsOfOneExperiment() throws {
        let chapter = """
            # Variants

            ```{experiment}
            id: mine
            trace: {file: "{dir}/log.csv"}
            sweep:
              - {name: one, command: [sh, run.sh, "{dir}/log.csv", a]}
              - {name: two, command: [sh, run.sh, "{dir}/log.csv", "{x}"], x: b, seeds: [3]}
              - {name: three, command: [sh, run.sh, "{dir}/log.csv", "{x} {seed}"], values.x: c, seeds: 2}
            ```
            """
        let desk = try Desk(chapter: chapter)
        try desk.write(Self.shell("echo $2"), to: "Chapters/run.sh")
        try desk.build("--allow-code")
        let sql = "SELECT variant, seed, output FROM recording ORDER BY run"
        let rows = try desk.call("query", sql, "--csv").output
        #expect(rows.hasSuffix("one,0,a\ntwo,3,b\nthree,0,c 0\nthree,1,c 1\n"), "\(rows)")
    }

    @Test func leaveNoProcessBehind() throws {
        let desk = try Self.desk(Self.shell("sleep 30 & echo $! > child"))
        #expect(try desk.build("--allow-code").notes.contains("1 run made"))
        #expect(try !Self.isAtWork(desk, "Chapters/child"))
    }

    @Test func endWithTheBuild() throws {
        let desk = try Self.desk("sleep 30 & echo $! > child; sleep 30")
        let call = try desk.start("build", "--allow-code")
        while !desk.has("Chapters/child"), call.isRunning { usleep(2_000) }
        usleep(20_000)
        call.send(SIGINT)
        let outcome = try call.outcome()
        #expect(outcome.code == 130, "\(outcome.notes)")
        #expect(try !Self.isAtWork(desk, "Chapters/child"))
    }

    /// A killed build cannot end its programs itself.
    @Test func endWithABuildThatIsKilled() throws {
        let desk = try Self.desk("echo $$ > child; sleep 30")
        try desk.call(script: "mkdir tmp")
        let own = ["TMPDIR": desk.folder.appending(path: "tmp").path]
        let call = try desk.start(environment: own, "build", "--allow-code")
        while !desk.has("Chapters/child"), call.isRunning { usleep(2_000) }
        usleep(200_000)
        call.send(SIGKILL)
        _ = try call.outcome()
        func left() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: own["TMPDIR"] ?? "") }
        for _ in 0..<500 where try Self.isAtWork(desk, "Chapters/child") || !left().isEmpty { usleep(10_000) }
        #expect(try !Self.isAtWork(desk, "Chapters/child") && left().isEmpty)
    }

    @Test func runOnceForSeveralBuilds() throws {
        let desk = try Self.desk(Self.shell("echo x >> count; sleep 0.2"))
        let calls = try (0..<2).map { _ in try desk.start("build", "--allow-code") }
        let outcomes = try calls.map { try $0.outcome() }
        #expect(outcomes.allSatisfy { $0.code == 0 || $0.code == 3 }, "\(outcomes)")
        #expect(try desk.text("Chapters/count") == "x\n")
    }

    @Test func mayPrintTheirLogs() throws {
        let chapter = """
            # Printed

            ```{experiment}
            id: mine
            command: [sh, run.sh, "{width}", "{optimizer.sgd.lr}", '{"a": {"b": 1}}', "{{width}}", 0.5]
            trace: {file: "{output}"}
            optimizer: {sgd: {lr: 0.25}}
            values: {width: 64}
            inputs: ["da*/?.txt", more]
            ```
            """
        let desk = try Desk(chapter: chapter)
        for path in ["data/a.txt", "data/bb.txt", "more/c", "more/.hidden", "more/__pycache__/d"] {
            try desk.write(path, to: "Chapters/\(path)")
        }
        let script = #"test "$*" = '64 0.25 {"a": {"b": 1}} {width} 0.5' || exit 1; echo step,loss; "#
        try desk.write(script + "for i in 1 2 3 4 5 6 7 8 9; do echo $i,2; done\n", to: "Chapters/run.sh")
        try desk.build("--allow-code")
        #expect(try desk.number("SELECT steps FROM run") == 9)
        let sql = "SELECT group_concat(path, ' ') FROM setting WHERE path LIKE 'files.%'"
        let files = try desk.call("query", sql, "--csv").output
        #expect(files.hasSuffix("files.data/a.txt files.more/c files.run.sh\n"), "\(files)")
    }

    /// The example in README can be built as it is printed there.
    @Test(.enabled(if: hasPython, "python3 is not installed")) func areWrittenAsReadmeSays() throws {
        let readme = Desk.books.appending(path: "../../README.md").standardized
        let text = try String(contentsOf: readme, encoding: .utf8)
        let section = try #require(text.components(separatedBy: "### A program is an experiment\n").last)
        func example(_ fence: String, _ end: String) -> String {
            section.components(separatedBy: fence)[1].components(separatedBy: "\n" + end)[0] + "\n"
        }
        let desk = try Desk(chapter: "# Mine\n\n" + example("````markdown\n", "````"))
        try desk.write(example("```python\n", "```"), to: "Chapters/train.py")
        try desk.build("--allow-code")
        #expect(try desk.number("SELECT count(*) FROM run WHERE steps = 100") == 4)
    }
}
