import Foundation
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Changes by other processes during a build.
///
/// The build stops itself at a given point and is continued later.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/stat"))) struct ConcurrencyEndToEnd {
    private let desk: Desk
    private let chapter = "Chapters/01-many.md"

    init() throws {
        desk = try Desk(runs: 6, ofSteps: 60)
    }

    /// Starts a build that pauses at `place`, calls `meanwhile`, and continues the build.
    private func build(
        pausingAt place: String,
        _ arguments: [String] = ["build", "-j", "1"],
        meanwhile: () throws -> Void
    ) throws -> Desk.Outcome {
        let build = try desk.start(environment: ["SPIKEBOOK_PAUSE": place], arguments)
        #expect(try build.hasPaused())
        do {
            try meanwhile()
        } catch {
            build.send(SIGKILL)
            throw error
        }
        build.send(SIGCONT)
        return try build.outcome()
    }

    /// A thread that draws a figure is the first to open the archive, while another thread holds the site's lock.
    @Test func waitsForNoThreadThatWaitsForIt() throws {
        let desk = try Desk(built: "Bowls")
        let chapter = "Chapters/03-spike.md"
        let text = try desk.text(chapter)
        let id = try #require(text.firstMatch(of: /```\{experiment\}\nid: (\S+)/)?.1)
        let figure = """


            ```{figure}
            id: fig-late
            from: \(id)
            view: run
            caption: A figure that was added later.
            alt: A line of the loss against the step over the whole run, which was drawn when the archive was closed still.
            ```
            """
        try desk.write(text + figure, to: chapter)
        let build = try desk.start("build")
        let isThrough = build.ends(within: 60)
        if !isThrough { build.send(SIGKILL) }
        #expect(isThrough, "it waits for ever")
        #expect(try build.outcome().code == 0 && desk.has("Output/site/figures/fig-late.svg"))
    }

    private func runs() throws -> Int? { try desk.number("SELECT count(*) FROM run") }

    private func expectNoDamage() throws {
        let files = try desk.files("Output")
        #expect(!files.keys.contains { $0.contains("damaged") || $0.contains(".draft") }, "\(files.keys)")
        #expect(files["spikebook.sqlite-wal"]?.isEmpty ?? true, "what only reads may leave an empty log")
        #expect(files["spikebook.sqlite.seal"] != nil)
    }

    /// Edits of the book during its build, with the claim expected from the second build.
    @Test(arguments: [
        ("seeds: 6", "seeds: 3", "all-there  ✓ reproduced, 3 of 3"),
        ("experiment = 'many'", "experiment = 'many' AND seed < 0", "all-there  ? undecided, 0 of 0"),
        ("{adam: {lr: 0.01}}", "{sgd: {lr: 100}}", "all-there  ✕ not reproduced, 0 of 6"),
    ])
    func changeTheBook(_ old: String, _ new: String, _ second: String) throws {
        let first = try build(pausingAt: "pages") {
            try desk.edit(chapter, old, new)
            _ = try desk.call("build")
            #expect(try desk.call("claims").output.hasPrefix(second))
        }
        #expect(first.code == 3, "\(first.notes)")
        #expect(first.notes.contains("the book was changed while it was built"))
        #expect(try desk.call("check").code != 0)
        _ = try desk.call("build")
        #expect(try desk.call("claims").output.hasPrefix(second), "the first build has left nothing of its own")
        try desk.edit(chapter, new, old)
        #expect(try desk.build().notes.contains("0 runs made"))
        #expect(try desk.call("claims").output.hasPrefix("all-there  ✓ reproduced, 6 of 6"))
        #expect(try desk.text("Output/site/claims.html").contains("6 of 6"))
        #expect(try desk.call("check").code == 0)
        #expect(try runs() == 6)
        try expectNoDamage()
    }

    @Test func buildAnotherBookIntoTheSameOutput() throws {
        try desk.write("title: Another\n", to: "Other/book.yml")
        try desk.write("# Nothing\n\nNo runs at all.\n", to: "Other/01-none.md")
        let first = try build(pausingAt: "pages") { try desk.build("--book", "Other") }
        #expect(first.code == 0)
        #expect(try desk.call("claims").output.hasPrefix("all-there  ✓ reproduced, 6 of 6"))
        try desk.build("--book", "Other")
        #expect(!desk.has("Output/site/01-many.html"))
        try expectNoDamage()
    }

    @Test(arguments: [
        ["claims"], ["cache", "verify"], ["cache", "gc"], ["cache", "export", "copy.sqlite"], ["build"],
        ["build", "--force", "many"],
    ])
    func leaveTheArchiveOfABuildAlone(_ arguments: [String]) throws {
        // After a kill the archive has no checksum file, so every command checks the whole archive.
        try build(killedAt: "run")
        for (place, steps) in [("run", "60"), ("pages", "61")] {
            try desk.edit(chapter, "steps: \(steps)", "steps: \(steps == "60" ? "61" : "62")")
            let outcome = try build(pausingAt: place) {
                let other = try desk.call(arguments)
                #expect([0, 3].contains(other.code), "\(other.notes)")
                #expect(!other.notes.contains("damaged ("), "\(other.notes)")
            }
            #expect(outcome.code == 0, "\(outcome.notes)")
            #expect(!outcome.notes.contains("archive:"), "\(outcome.notes)")
            #expect(try runs() == 6)
            #expect(try desk.call("cache", "verify").code == 0)
            try expectNoDamage()
        }
    }

    private func build(killedAt place: String) throws {
        let build = try desk.start(environment: ["SPIKEBOOK_PAUSE": place], "build", "-j", "1")
        #expect(try build.hasPaused())
        build.send(SIGKILL)
        _ = try build.outcome()
    }

    @Test func collectOnlyWhatNoBuildNeeds() throws {
        try desk.write(try desk.data(chapter), to: "Old/01-many.md")
        try desk.write(try desk.data("Chapters/book.yml"), to: "Old/book.yml")
        try desk.build()
        try desk.edit(chapter, "steps: 60", "steps: 61")
        let outcome = try build(pausingAt: "pages") {
            let collection = try desk.call("cache", "gc", "--book", "Old")
            #expect(collection.output.hasPrefix("0 runs removed"), "\(collection)")
        }
        #expect(outcome.code == 0)
        #expect(outcome.notes.contains("6 runs made"))
        #expect(
            try desk.call("cache", "gc").output.hasPrefix("6 runs removed"),
            "a build that has ended needs no more"
        )
        #expect(try runs() == 6)
    }

    @Test func takeAwayRunsThatAreMadeAgain() throws {
        try desk.build()
        try desk.edit("Chapters/01-many.md", "Enough of them", "So many")
        let outcome = try build(pausingAt: "pages") {
            try desk.write("title: Another\n", to: "Other/book.yml")
            try desk.write("# Nothing\n", to: "Other/01-none.md")
            // This build makes no runs, so it has no leases on them.
            let collection = try desk.call("cache", "gc", "--book", "Other")
            #expect(collection.output.hasPrefix("6 runs removed"), "\(collection)")
        }
        #expect(outcome.code == 0)
        #expect(outcome.notes.contains("6 runs made"), "\(outcome.notes)")
        #expect(try desk.call("claims").output.hasPrefix("all-there  ✓ reproduced, 6 of 6"))
    }

    /// Writes leases on all runs of the book, as a build on another host would.
    private func lease(seconds: Int) throws {
        try desk.build()
        let sql = """
            CREATE TEMP TABLE wanted AS SELECT key FROM stored_run; DELETE FROM stored_run;
            INSERT INTO lease SELECT key, 'elsewhere:1:x', unixepoch('now') + \(seconds) FROM wanted;
            """
        try desk.changeArchive(sql)
    }

    @Test func waitForAnotherHostWithAWordAndObeyCtrlC() throws {
        try lease(seconds: 100)
        let build = try desk.start("build", "-j", "1")
        let deadline = Date() + 30
        while Date() < deadline, try !build.notesSoFar.contains("waiting for 6 runs that another build makes") {
            usleep(20_000)
        }
        build.send(SIGINT)
        let outcome = try build.outcome()
        #expect(outcome.code == 130, "\(outcome.notes)")
        #expect(outcome.notes.contains("waiting for 6 runs that another build makes"))
    }

    @Test func doNotBelieveALeaseOfTenYears() throws {
        try lease(seconds: 10 * 365 * 86_400)
        #expect(try desk.build().notes.contains("6 runs made"))
    }
}
