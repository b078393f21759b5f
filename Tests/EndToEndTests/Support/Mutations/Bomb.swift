import Foundation

/// A chapter, or a file beside it, with very many repetitions of one element, nested or in sequence.
struct Bomb: Sendable {
    let name: String
    /// The files of a book with a given number of repetitions.
    let files: @Sendable (Int) -> [String: String]

    private init(_ name: String, _ files: @escaping @Sendable (Int) -> [String: String]) {
        self.name = name
        self.files = files
    }

    /// Repetitions in the text of a chapter.
    private init(text name: String, _ text: @escaping @Sendable (Int) -> String) {
        self.init(name) { ["01-case.md": "# A case\n\n\(text($0))\n"] }
    }

    /// A piece repeated in front of `middle`, and `close` as often behind it.
    private init(_ open: String, _ middle: String = "x", _ close: String = "") {
        self.init(text: "\(open)\(middle)\(close)") {
            String(repeating: open, count: $0) + middle + String(repeating: close, count: $0)
        }
    }

    /// Repetitions in the body of an experiment.
    private init(experiment name: String, _ body: @escaping @Sendable (Int) -> String) {
        self.init(text: name) { "```{experiment}\n\(Self.head)\(body($0))\n```" }
    }

    private static let head = """
        id: runs
        model: {quadratic: {eigenvalues: [1], start: 1}}
        optimizer: {sgd: {lr: 0.1}}
        steps: 5

        """

    private static func list(_ count: Int, _ piece: (Int) -> String) -> String {
        (0..<count).map(piece).joined()
    }

    private static func query(_ id: String, _ sql: String) -> String {
        "```{query}\nid: \(id)\nsql: >-\n  \(sql)\nhidden: true\n```\n\n"
    }

    static let all = ofText + ofDirectives + ofOtherFiles

    private static let ofText = [
        Bomb("> "), Bomb("- "), Bomb("1. "), Bomb("*"), Bomb("**a "), Bomb("_a_"), Bomb("["), Bomb("[", "x", "](#y)"),
        Bomb("![", "x", "](y)"),
        Bomb("`"), Bomb("``a "), Bomb("$"), Bomb("$x$ "), Bomb("<sub>", "x", "</sub>"),
        Bomb("<details>\n\n", "x", "\n\n</details>"), Bomb("<"),
        Bomb("&"), Bomb("\\"), Bomb("a*b_"), Bomb("$", "\\frac{", "}$"), Bomb("{"), Bomb("^"),
        Bomb("[^1]", " x\n\n[^1]: y"), Bomb("| "), Bomb("\n"),
        Bomb("\t"), Bomb("@a "), Bomb("[@a]"), Bomb("[@a; ", "@b", "]"), Bomb("https://a.b "), Bomb("e\u{301}"),
        Bomb("a\u{300}\u{301}"),
        Bomb("\u{200D}"), Bomb("👩‍"), Bomb("[](#a)"), Bomb("[1](value:a.b)"), Bomb("<!--"), Bomb("```\n"), Bomb("~~~"),
        Bomb("# x\n"), Bomb("***\n"),
        Bomb(text: "headings of one name") { list($0) { _ in "## Same\n\n" } },
        Bomb(text: "footnotes") { count in list(count) { "[^\($0)] " } + "\n\n" + list(count) { "[^\($0)]: note\n\n" }
        },
        Bomb(text: "footnotes within footnotes") { count in
            "[^0]\n\n" + list(count) { "[^\($0)]: see [^\($0 + 1)]\n\n" }
        },
        Bomb(text: "link definitions") { count in list(count) { "[a\($0)]: #x\n" } + "\n" + list(count) { "[a\($0)] " }
        },
        Bomb(text: "a wide table") {
            "|" + list($0) { _ in "a|" } + "\n|" + list($0) { _ in "-|" } + "\n|" + list($0) { _ in "b|" }
        },
        Bomb(text: "a long table") { "|a|b|\n|-|-|\n" + list($0) { "|\($0)|x|\n" } },
        Bomb(text: "a braced formula") {
            "$" + String(repeating: "{", count: $0) + "x" + String(repeating: "}", count: $0) + "$"
        },
        Bomb(text: "left and right") { "$$" + list($0) { _ in "\\left(" } + "x" + list($0) { _ in "\\right)" } + "$$" },
        Bomb(text: "a matrix") { "$$\\begin{matrix}" + list($0) { _ in "a&" } + "\\end{matrix}$$" },
    ]

    private static let ofDirectives = [
        Bomb(experiment: "sequences within sequences") {
            "x: " + String(repeating: "[", count: $0) + String(repeating: "]", count: $0)
        },
        Bomb(experiment: "maps within maps") {
            "x: " + String(repeating: "{a: ", count: $0) + String(repeating: "}", count: $0)
        },
        Bomb(experiment: "sequences by lines") { "x:\n  " + String(repeating: "- ", count: $0) },
        Bomb(experiment: "keys by lines") { list(min($0, 1_000)) { String(repeating: " ", count: $0) + "a:\n" } },
        Bomb(experiment: "unknown keys") { list($0) { "k\($0): 1\n" } },
        Bomb(experiment: "one key again and again") { list($0) { _ in "seed: 1\n" } },
        Bomb(experiment: "anchors") { list($0) { "a\($0): &a\($0) 1\n" } },
        Bomb(experiment: "aliases of one") { "a: &a [1, 2]\n" + list($0) { "b\($0): *a\n" } },
        Bomb(experiment: "aliases of aliases") {
            "a0: &a0 [1]\n" + list(min($0, 3_000)) { "a\($0 + 1): &a\($0 + 1) [*a\($0), *a\($0)]\n" }
        },
        Bomb(experiment: "a long text") { "title: " + String(repeating: "x", count: $0) },
        Bomb(experiment: "seeds") { "seeds: \($0)" },
        Bomb(experiment: "a list of seeds") { "seeds: [" + list($0) { "\($0), " } + "1]" },
        Bomb(experiment: "a sweep") {
            "sweep: {seed: [" + list($0) { "\($0), " } + "-1], steps: [" + list($0) { "\($0 + 1), " } + "7]}"
        },
        Bomb(experiment: "changes within a run") { "at:\n" + list($0) { "  \($0): {optimizer.sgd.lr: 0.1}\n" } },
        Bomb(experiment: "layers") { "layers: [" + list($0) { _ in "{match: \"*\", lr: 0.1}, " } + "]" },
        Bomb(experiment: "guards") { "guards: [" + list($0) { _ in "{clip-norm: {limit: 1}}, " } + "]" },
        Bomb(experiment: "a pattern of stars") {
            "layers: {match: \"\(String(repeating: "*a", count: $0))\", lr: 0.5}"
        },
        Bomb(experiment: "eigenvalues") { "model: {quadratic: {eigenvalues: [" + list($0) { "\($0 + 1), " } + "1]}}" },
        Bomb(text: "experiments of one name") { list($0) { _ in "```{experiment}\n\(head)```\n\n" } },
        Bomb(text: "experiments") {
            list($0) { "```{experiment}\n\(head.replacing("runs", with: "runs\($0)"))```\n\n" }
        },
        Bomb(text: "faulty experiments") { list($0) { "```{experiment}\nid: x\($0)\n```\n\n" } },
        Bomb(text: "needs") {
            list($0) { "```{experiment}\n\(head.replacing("runs", with: "r\($0)"))needs: [r\($0 + 1)]\n```\n\n" }
        },
        Bomb(text: "queries") { list($0) { query("q\($0)", "SELECT 1 AS a") } },
        Bomb(text: "queries that read the one before") {
            query("q0", "SELECT 1 AS a") + list($0) { query("q\($0 + 1)", "SELECT a FROM q\($0)") }
        },
        Bomb(text: "queries that read it twice") {
            query("q0", "SELECT 1 AS a") + list($0) { query("q\($0 + 1)", "SELECT x.a FROM q\($0) x, q\($0) y") }
        },
        Bomb(text: "queries in a circle") { count in
            list(count) { query("q\($0)", "SELECT a FROM q\(($0 + 1) % count)") }
        },
        Bomb(text: "brackets in a query") {
            query("q", "SELECT " + String(repeating: "(", count: $0) + "1" + String(repeating: ")", count: $0))
        },
        Bomb(text: "a long query") { query("q", "SELECT 1" + String(repeating: " + 1", count: $0) + " AS a") },
        Bomb(text: "columns of a query") { query("q", "SELECT " + list($0) { "\($0) AS c\($0), " } + "1") },
        Bomb(text: "one name in a query") { query("q", "SELECT " + list($0) { _ in "a, " } + "1") },
        Bomb(text: "comments in a query") { query("q", String(repeating: "/* ", count: $0) + "*/ SELECT 1") },
        Bomb(text: "claims") {
            list($0) { "```{claim}\nid: c\($0)\nsays: x\nsql: SELECT 1 AS a\nexpect: a = 1\n```\n\n" }
        },
        Bomb(text: "brackets in a condition") {
            "```{claim}\nid: c\nsays: x\nsql: SELECT 1 AS a\nexpect: \(String(repeating: "(", count: $0))a\(String(repeating: ")", count: $0))\n```"
        },
        Bomb(text: "panels") {
            "```{figure}\nid: f\ncaption: x\nalt: \(String(repeating: "word ", count: 20))\npanels:\n"
                + list($0) { _ in "  - {title: a, marks: [rule: {at: 1}]}\n" } + "```"
        },
    ]

    private static let ofOtherFiles = [
        Bomb("braces in the bibliography") { count in
            let entry =
                "@article{a, title = {\(String(repeating: "{", count: count))x\(String(repeating: "}", count: count))}}"
            return ["book.yml": "title: A\nbibliography: b.bib\n", "b.bib": entry, "01-case.md": "# A\n\n[@a]\n"]
        },
        Bomb("entries of the bibliography") { count in
            let entries = list(count) { "@article{a\($0 % max(1, count - 1)), title = {x}, year = 2000}\n" }
            return [
                "book.yml": "title: A\nbibliography: b.bib\n", "b.bib": entries,
                "01-case.md": "# A\n\n" + list(count) { "[@a\($0)] " },
            ]
        },
        Bomb("unclosed entries") {
            [
                "book.yml": "title: A\nbibliography: b.bib\n", "b.bib": String(repeating: "@article{", count: $0),
                "01-case.md": "# A\n",
            ]
        },
        Bomb("authors") { count in
            let authors = list(count) { "A\($0), B and " } + "C, D"
            return [
                "book.yml": "title: A\nbibliography: b.bib\n", "b.bib": "@book{a, author = {\(authors)}, title = {x}}",
                "01-case.md": "# A\n\n[@a]\n",
            ]
        },
        Bomb("macros that use each other") { count in
            let macros = list(min(count, 2_000)) {
                "  '\\a\(letters($0))': '\\a\(letters($0 + 1))\\a\(letters($0 + 1))'\n"
            }
            return ["book.yml": "title: A\nmacros:\n\(macros)", "01-case.md": "# A\n\n$\\a\(letters(0))$\n"]
        },
        Bomb("findings") { count in
            [
                "book.yml": "title: A\nfindings:\n" + list(count) { _ in "  - {value: \"[1](value:q.a)\", says: x}\n" },
                "01-case.md": "# A\n\n" + query("q", "SELECT 1 AS a"),
            ]
        },
        Bomb("chapters that are not there") {
            ["book.yml": "title: A\nchapters: [" + list($0) { "c\($0).md, " } + "01-case.md]\n", "01-case.md": "# A\n"]
        },
        Bomb("chapters") { count in
            (0..<min(count, 300)).reduce(into: [:]) { $0["c\($1).md"] = "# C\n\n[](#x) [](c\($1 + 1).md)\n" }
        },
        Bomb("columns of a table of data") { data(list($0) { _ in "1," } + "1\n" + list($0) { _ in "2," } + "2\n") },
        Bomb("rows of a table of data") { data(list($0) { "\($0),\($0)\n" }) },
        Bomb("quotes in a table of data") { data(String(repeating: "\"", count: $0)) },
        Bomb("a long cell") { data("a,b\n1,\(String(repeating: "9", count: $0))\n") },
    ]

    private static func data(_ table: String) -> [String: String] {
        let text =
            "# A\n\n```{experiment}\nid: x\nmodel: linear\ndata: {csv: {file: t.csv}}\nloss: mse\noptimizer: {sgd: {lr: 0.1}}\nsteps: 5\n```\n"
        return ["01-case.md": text, "t.csv": table]
    }

    /// A number written in letters, since a macro's name may hold only letters.
    private static func letters(_ number: Int) -> String {
        String(number).map { String(UnicodeScalar(UInt8(ascii: "a") + UInt8($0.wholeNumberValue ?? 0))) }.joined()
    }
}
