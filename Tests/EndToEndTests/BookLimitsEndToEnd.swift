import Foundation
import Testing

/// Short books that ask for more than any machine can do.
///
/// Each is refused quickly, with a place.
@Suite(.timeLimit(.minutes(4))) struct BookLimitsEndToEnd {
    private static let experiment = """
        id: runs
        model: {quadratic: {eigenvalues: [1], start: 1}}
        optimizer: {sgd: {lr: 0.1}}
        steps: 5

        """

    private static func fence(_ word: String, _ body: String) -> String { "```{\(word)}\n\(body)\n```\n\n" }

    private static func query(_ id: String, _ sql: String) -> String {
        fence("query", "id: \(id)\nsql: >-\n  \(sql)\nhidden: true")
    }

    private static func sweep(_ count: Int) -> String {
        let values = (1...count).map(String.init).joined(separator: ",")
        let paths = ["steps", "optimizer.sgd.lr", "model.quadratic.start"]
        return fence("experiment", experiment + "sweep:" + paths.map { "\n  \($0): [\(values)]" }.joined())
    }

    private static func aliases(_ end: String) -> String {
        let lines = (1...8).map {
            "a\($0): &a\($0) [\(Array(repeating: "*a\($0 - 1)", count: 9).joined(separator: ","))]\n"
        }
        return fence("experiment", experiment + "a0: &a0 [x]\n" + lines.joined() + end)
    }

    private static let aliasChain = fence(
        "experiment",
        experiment + "a0: &a0 [x]\n" + (1...5_000).map { "a\($0): &a\($0) [*a\($0 - 1)]\n" }.joined()
    )

    private static let doubled =
        query("v0", "SELECT step, loss FROM trace")
        + (1...16).map { query("v\($0)", "SELECT a.step FROM v\($0 - 1) a JOIN v\($0 - 1) b ON a.step = b.step") }
        .joined()

    private static let chained =
        query("v0", "SELECT step, loss FROM trace")
        + (1...400).map { query("v\($0)", "SELECT step + 1 AS step, loss FROM v\($0 - 1)") }.joined()

    private static let needs = (0..<800).reversed().map { number in
        let own = experiment.replacing("id: runs", with: "id: runs\(number)")
        return fence("experiment", own + (number > 0 ? "needs: [runs\(number - 1)]" : ""))
    }.joined()

    private static let doubledWithin: String = {
        let names = (1...16).map { "v\($0) AS (SELECT a.step FROM v\($0 - 1) a JOIN v\($0 - 1) b ON a.step = b.step)" }
        return query("w", "WITH v0 AS (SELECT step FROM trace), \(names.joined(separator: ", ")) SELECT * FROM v16")
    }()

    private static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    /// The text of a chapter below its title, and the expected message.
    private static let chapters: [String: (text: String, told: String)] = [
        "a sweep": (sweep(200), "9:3: error: 8000000 runs are more than the 10000 allowed"),
        "a larger sweep": (sweep(1_000), "9:3: error: 1000000000 runs are more than the 10000 allowed"),
        "aliases": (aliases(""), "error: the aliases up to here stand for more than 10000 values [yaml.alias]"),
        "aliases as a key": (aliases("? *a8\n: 1\n"), "error: "),
        "a chain of aliases": (aliasChain, "stand for more than 10000 values [yaml.alias]"),
        "nested values": (
            fence("experiment", experiment + "x: " + repeated("[", 900) + repeated("]", 900)),
            "error: the values nest too deep here [yaml.nesting]"
        ),
        "nested elements": (
            repeated("<sub>", 2_000) + "x" + repeated("</sub>", 2_000),
            "3:301: error: the text nests too deep here [markdown.nesting]"
        ),
        "nested folds": (repeated("<details>\n\n", 500), "error: the text nests too deep here [markdown.nesting]"),
        "a nested formula": (
            "$" + repeated("\\frac{", 200) + "a" + repeated("}{b}", 200) + "$",
            "3:367: error: malformed formula: it nests more than 60 deep [maths.tex]"
        ),
        "a long formula": (
            "$" + repeated("a+", 20_000) + "b$",
            "3:3002: error: malformed formula: it has more than 3000 characters [maths.tex]"
        ),
        "views that double": (
            doubled, "error: v7: the query reads other queries more than 200 times, those within them counted each time"
        ),
        "views in a chain": (
            chained, "error: v41: the query reads queries that read others, more than 40 deep [query.view-limit]"
        ),
        "a chain of needs": (needs, "error: the needs make a chain of more than 100 experiments [experiment.needs]"),
        "names that double": (doubledWithin, "5:6: error: w: the query reads other queries more than 200 times"),
        "missing targets on a line": (
            (1...1_000).map { "[a](#nothing-\($0)) " }.joined() + "\n\n"
                + (1...1_000).map { "## Heading \($0)\n\n" }.joined(),
            "1000 faults; nothing was run"
        ),
    ]

    @Test(arguments: chapters.keys.sorted())
    func areRefusedAtTheirPlace(_ name: String) throws {
        let (text, told) = try #require(Self.chapters[name])
        let desk = try Desk(chapter: "# A case\n\n" + text + "\n")
        let outcome = try desk.call("build")
        #expect(outcome.code == 5)
        #expect(outcome.notes.hasPrefix("Chapters/01-case.md:"))
        #expect(outcome.notes.contains(told), "\(outcome.notes.prefix(400))")
        #expect(!desk.has("Output/site"))
    }

    /// What each query reads is collected once, rather than once for each query that reads it.
    @Test func areWalkedOnce() throws {
        let chain = (1...5_000).map { Self.query("v\($0)", "SELECT 1 AS a FROM v\($0 - 1)") }.joined()
        let desk = try Desk(chapter: "# A case\n\n" + Self.query("v0", "SELECT 1 AS a") + chain)
        // A limit in seconds of processor time, of which it takes two.
        #expect(try desk.call(script: "ulimit -t 9; $program check").code == 5)
    }

    /// A page with very many headings or citations is written in linear time.
    @Test(arguments: ["[@a]x ", "[see @a; -@a] ", "## Same\n\n"])
    func areWrittenWhenTheyAreOnlyLong(_ piece: String) throws {
        let desk = try Desk()
        try desk.write("title: A case\nbibliography: works.bib\n", to: "Chapters/book.yml")
        try desk.write("@book{a, author = {A, B}, title = {T}, year = 2000}\n", to: "Chapters/works.bib")
        let count = piece.hasPrefix("#") ? 1_000 : 10_000
        try desk.write("# A case\n\n[@a]\n\n" + Self.repeated(piece, count), to: "Chapters/01-case.md")
        // A limit in seconds of processor time, of which each takes one.
        #expect(try desk.call(script: "ulimit -t 5; $program build").code == 0)
    }

    @Test func hasMacrosOfMeasure() throws {
        let desk = try Desk()
        let text = String(repeating: "x+", count: 50_000)
        try desk.write("title: A case\nmacros:\n  '\\long': '\(text)x'\n", to: "Chapters/book.yml")
        try desk.write("# A case\n\n$\\long$\n", to: "Chapters/01-case.md")
        let outcome = try desk.call("build")
        #expect(outcome.code == 5)
        #expect(outcome.notes.hasPrefix("Chapters/book.yml:3:"))
        #expect(outcome.notes.contains("error: the macro '\\long' has more than 300 characters"))
    }

    /// A long chapter is read in linear time; quadratic time would take minutes.
    @Test(arguments: ["[1](value:one.a) ", "é[1](value:one.a) ", "<sub>x</sub>[a](https://a.b) `a` *a* "])
    func areReadWhenTheyAreOnlyLong(_ piece: String) throws {
        let text = Self.repeated(piece, 4_000) + "\n\n" + Self.query("one", "SELECT 1 AS a")
        let desk = try Desk(chapter: "# A case\n\n" + text)
        // A limit in seconds of processor time, of which each takes one or two.
        let outcome = try desk.call(script: "ulimit -t 10; $program build")
        #expect(outcome.code == 0 && outcome.notes.contains("3 pages written"), "\(outcome.notes)")
    }

    /// The text of a query, and the expected message.
    private static let queries = [
        ("SELECT zeroblob(1000000000) AS a", "a value of the query is larger than 1 MB"),
        ("SELECT hex(zeroblob(900000)) AS a", "a value of the query is larger than 1 MB"),
        ("SELECT zeroblob(900000) AS a FROM many", "the query gives more than 100 MB"),
        ("SELECT printf('%.*c', 900000, 'x') AS a FROM many", "the query gives more than 100 MB"),
        ("SELECT a.x AS a FROM many AS a, many AS b", "the query gives more than 1000000 rows"),
    ]

    @Test(arguments: queries)
    func askNoMoreOfTheArchiveThanItsAnswerMayHold(_ sql: String, _ told: String) throws {
        let desk = try Desk("Bowls")
        let many = "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r WHERE x < 5000) SELECT x FROM r"
        let table = "```{query}\nid: bomb\nsql: >-\n  \(sql)\ncaption: A table.\n```\n"
        try desk.write("# More\n\n" + Self.query("many", many) + table, to: "Chapters/09-more.md")
        let outcome = try desk.call("build", "09-more")
        #expect(outcome.code == 5)
        #expect(outcome.notes.contains("Chapters/09-more.md:12:6: error: bomb: \(told)"), "\(outcome.notes)")
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func canBeStopped(_ signal: Int32) throws {
        let values = (0..<9_000).map { "\n  - {name: n\($0), steps: \($0 + 1)}" }.joined()
        let text = Self.fence("experiment", Self.experiment + "sweep:" + values)
        let desk = try Desk(chapter: "# A case\n\n" + text)
        for command in ["check", "status", "claims", "fix"] {
            let call = try desk.start(command)
            // Reading so many runs takes seconds.
            Thread.sleep(forTimeInterval: 0.1)
            call.send(signal)
            let outcome = try call.outcome()
            #expect(outcome.signal == signal || outcome.code == 130, "\(command): \(outcome)")
        }
    }
}
