import Foundation
import Testing

/// Faults of programs are reported where they are written, and failures with the program's output.
@Suite struct ProgramFaultsEndToEnd {
    private static let log = "i=0; while [ $i -lt 9 ]; do i=$((i + 1)); echo $i,2; done"

    /// Names of experiments with their scripts and the expected messages; there is none about `good`.
    private static let scripts: [(id: String, script: String, told: String)] = [
        ("good", "echo step,loss > $1; \(log) >> $1", ""),
        ("status", "echo '<b> & why' >&2; exit 3", "ended with exit code 3: <b> & why"),
        ("silent", "exit 1", "ended with exit code 1, and it printed nothing"),
        ("killed", "kill -9 $$", "was ended by signal 9 (killed), as the system does when the memory runs out"),
        ("crashed", "kill -SEGV $$", "was ended by signal 11 (segmentation fault)"),
        (
            "late", "trap '' TERM; echo working; sleep 30 & wait; sleep 30",
            "was ended after its limit of 0.3 seconds"
        ),
        ("nolog", "true", "wrote no '{dir}/log.csv', nor any other file in {dir}"),
        ("near", "touch ${1%.csv}s.csv", "wrote no '{dir}/log.csv'; did you mean '{dir}/logs.csv'?"),
        ("empty", "touch $1", "cannot be read: {dir}/log.csv:1: the file is empty"),
        ("table", "echo a,b > $1; echo 1,2 >> $1; echo 2,3 >> $1", "cannot be read: {dir}/log.csv:1: "),
        (
            "flood", "head -c 3000000 /dev/zero | tr '\\\\0' x; echo; printf 'a\\\\rlast\\\\033[1m'; exit 4",
            "code 4: last"
        ),
        ("linked", "ln -s /etc/passwd $1", "left a link in place of '{dir}/log.csv'"),
        ("changed", "echo step,loss > $1; \(log) >> $1; echo >> other", "reads changed while it ran; build again"),
    ]

    private static let chapter =
        "# Programs\n\n"
        + scripts.map { id, script, _ in
            """
            ```{experiment}
            id: \(id)
            command: [sh, -c, "\(script)", sh, "{dir}/log.csv"]
            trace: {file: "{dir}/log.csv"}
            \(id == "late" ? "limit: 0.3" : id == "changed" ? "inputs: other" : "")
            ```

            """
        }.joined()

    @Test func areToldOfProgramsThatFail() throws {
        let desk = try Desk(chapter: Self.chapter, configuration: "title: A case\n")
        try desk.write("text\n", to: "Chapters/other")
        let outcome = try desk.call("build", "--allow-code")
        #expect(outcome.code == 6, "\(outcome.notes)")
        let told = Self.scripts.filter { !$0.told.isEmpty }
        #expect(outcome.notes.contains("1 run made, \(told.count) failed"), "\(outcome.notes)")
        for (id, _, sentence) in told {
            let line = outcome.notes.split(separator: "\n").first { $0.contains(" error: \(id): ") } ?? ""
            #expect(line.contains(sentence), "\(id): \(line)")
        }
        let page = try desk.text("Output/site/01-case.html")
        #expect(page.contains("What the program printed</p>") && page.contains("&lt;b&gt; &amp; why</code></pre>"))
        #expect(page.contains("bytes are left out …") && page.utf8.count < 300_000)
        #expect(page.contains("\nlast</code></pre>"))
        #expect(try desk.call("build", "--allow-code", "--format", "markdown").code == 6)
        let markdown = try desk.text("Output/markdown/01-case.md")
        #expect(markdown.contains("What the program printed:\n\n```text\n<b> & why\n```\n"))
        #expect(try desk.call("run", "status", "--allow-code").notes.hasPrefix("<b> & why\n\n"))
    }

    @Test(arguments: [
        ("pyhton9", "there is no program 'pyhton9' on PATH; install it, or write its path"),
        ("shh", "there is no program 'shh' on PATH; did you mean 'sh'?"),
        ("./runs.sh", "there is no program './runs.sh'; did you mean 'run.sh'?"),
        ("./run.sh", "'./run.sh' cannot be run as a program: name what runs it before it"),
        ("run.sh", "the file of that name is run by [python3, run.sh], or as ./run.sh"),
        ("./text", "it is no program of this machine, and no first line such as #!/bin/sh names one"),
        ("./lost", "cannot be started from"),
    ])
    func areToldOfProgramsThatAreNotThere(_ name: String, _ told: String) throws {
        let chapter = "# P\n\n```{experiment}\nid: mine\ncommand: \(name)\ntrace: {file: \"{dir}/log.csv\"}\n```\n"
        let desk = try Desk(chapter: chapter)
        try desk.write("true\n", to: "Chapters/run.sh")
        for (file, text) in [("text", "no program"), ("lost", "#!/nowhere/sh\n")] {
            try desk.write(text, to: "Chapters/\(file)")
            try desk.call(script: "chmod +x Chapters/\(file)")
        }
        let places = desk.folder.appending(path: "bin").path
        try desk.call(script: "mkdir bin; ln -s /bin/sh bin/sh")
        let outcome = try desk.call(environment: ["PATH": places], "build", "--allow-code")
        #expect(outcome.code == 6 && outcome.notes.contains(told), "\(outcome.notes)")
    }

    /// The keys of an experiment below its command on line 5, the expected message, and its line.
    private static let slips: [(keys: String, told: String, line: Int)] = [
        ("command: sh run.sh {lr}", #"no shell is between: write [sh, run.sh, "{lr}"]"#, 5),
        ("command: []", "the command names no program", 5),
        (#"command: [sh, run.sh, {lr}]"#, #"braces stand between quotation marks: "{lr}""#, 5),
        ("command: [sh, run.sh, true]", "a word of a command is a text, found true or false", 5),
        (#"command: [sh, "{lrr}"]"# + "\nvalues: {lr: 1}", "did you mean '{lr}'?", 5),
        (#"command: [sh, "{lrr}"]"# + "\nvalues: {lr: 1}", "no brace of the command is called 'lr'", 6),
        (#"command: [sh, "{x}"]"#, "nothing is called 'x' that could fill the braces", 5),
        (#"command: [sh, "{x}"]"#, "sweep: {x: […]}; {{x}} stands for the braces themselves", 5),
        (#"command: [sh, "{lr}"]"# + "\nsweep: {lr: [1], lrr: [2]}", "no brace of the command is called 'lrr'", 6),
        (#"command: [sh, "{x}"]"# + "\nvalues: {x: [1]}", "'x' stands in the command, where a list cannot", 6),
        ("command: [sh, run.sh]\nvalues: 3", "values are a map of names, found a number", 6),
        (#"command: [sh, "{seed}"]"# + "\nvalues: {seed: 3}", "write seed: or seeds: beside values", 6),
        ("command: [sh, run.sh]\nseeds: 2", "the program is not told its seed, so that 2 seeds are one run", 6),
        ("command: [sh, run.sh]\ninputs: run.shh", "there is no file 'Chapters/run.shh'", 6),
        ("command: [sh, run.sh]\ninputs: run.shh", "did you mean 'run.sh'?", 6),
        ("command: [sh, run.sh]\ninputs: [run.sh, '*.py']", "no file is called as '*.py' says", 6),
        ("command: [sh, run.sh]\ninputs: void", "the folder 'void' holds no files", 6),
        ("command: [sh, run.sh]\nenvironment: [A=1]", "'A=1' is no name of a variable", 6),
        ("command: [sh, run.sh]\nlimit: -1", "-1 is out of range", 6),
        ("command: [sh, run.sh]\nmodel: {mlp: {widths: [8]}}", "the program makes the run, so 'model' says nothing", 6),
        (
            "command: [sh, run.sh]\nsweep: {model: [a, b]}",
            "a value for a brace {model} of the command is written val", 6
        ),
        ("command: [sh, run.sh]\nschedule: cosine", "a schedule goes by the steps that were planned", 6),
        ("comand: [sh, run.sh]", "did you mean 'command'?", 5),
        ("inputs: run.sh", "the run was made elsewhere, so 'inputs' says nothing", 5),
    ]

    @Test(arguments: slips) func areToldWhereTheyAreWritten(_ keys: String, _ told: String, _ line: Int) throws {
        let chapter = "# P\n\n```{experiment}\nid: mine\n\(keys)\ntrace: {file: \"{dir}/log.csv\"}\n```\n"
        let desk = try Desk(chapter: chapter)
        try desk.write("true\n", to: "Chapters/run.sh")
        try desk.call(script: "mkdir Chapters/void")
        let outcome = try desk.call("build", "--allow-code")
        #expect(outcome.code == 5 && outcome.notes.contains(told), "\(outcome.notes)")
        #expect(outcome.notes.contains("Chapters/01-case.md:\(line):"), "\(outcome.notes)")
    }

    @Test(arguments: [
        ("", "a program needs trace: the log that it writes", 4),
        ("trace: {file: log.csv}", #"let the program write it there, and write "{dir}/log.csv""#, 6),
        ("trace: {file: /tmp/log.csv}", "'/tmp/log.csv' does not", 6),
        (#"trace: {file: "{dir}/../log.csv"}"#, "'{dir}/../log.csv' does not", 6),
        (#"trace: {file: ["{dir}/a.csv", b.csv]}"#, "'b.csv' does not", 6),
        (#"trace: {file: "{dirr}/log.csv"}"#, "did you mean '{dir}'?", 6),
        (#"trace: {file: "{dir}/log.csv", format: nanogtp}"#, "'nanogtp' is not allowed", 6),
    ])
    func areToldOfLogs(_ trace: String, _ told: String, _ line: Int) throws {
        let chapter = "# P\n\n```{experiment}\nid: mine\ncommand: [sh]\n\(trace)\n```\n"
        let outcome = try Desk(chapter: chapter).call("build")
        #expect(outcome.code == 5 && outcome.notes.contains(told), "\(outcome.notes)")
        #expect(outcome.notes.contains("Chapters/01-case.md:\(line):"), "\(outcome.notes)")
    }

    @Test func areToldWhereThereIsNoProgram() throws {
        let chapter = "# P\n\n```{experiment}\nid: mine\nmodel: quadratic\noptimizer: sgd\nsteps: 3\ninputs: a\n```\n"
        let outcome = try Desk(chapter: chapter).call("build")
        #expect(outcome.code == 5 && outcome.notes.contains("there is no program, so 'inputs' says nothing"))
        #expect(outcome.notes.contains("Chapters/01-case.md:8:1"), "\(outcome.notes)")
    }
}
