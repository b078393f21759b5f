import Foundation
import Testing

/// Texts of authors with maths, characters that figures lack, or text that YAML or Markdown would take for syntax.
@Suite struct TextEndToEnd {
    private static let experiment = """
        ```{experiment}
        id: warming
        title: The effect of $\\eta$
        model: {quadratic: {eigenvalues: [1], start: 1}}
        optimizer: {sgd: {lr: 0.1}}
        steps: 5
        sweep: [{name: '$\\eta = 0.1$'}, {name: '漢字', optimizer.sgd.lr: 0.01}]
        ```
        """

    private func desk(_ text: String, book: String = "title: Texts\n") throws -> Desk {
        try Desk(chapter: "# Texts\n\nThe texts.\n\n\(text)\n", in: "01-a.md", configuration: book)
    }

    private func figure(label: String, sql: String = "SELECT step AS x, loss AS y FROM trace") -> String {
        """
        ```{figure}
        id: fig
        caption: A figure.
        alt: A line of the loss over steps, with a label that may be drawn or may not.
        panels:
          - y: {label: '\(label)'}
            marks:
              - line: {sql: "\(sql)"}
        ```
        """
    }

    @Test func thatAreCorruptedOrCutAreFaultsBeforeAnythingIsRun() throws {
        let text = """
            | operator | meaning |
            |----------|---------|
            | `a | b`  | or      |

            ```{query}
            id: q
            sql: SELECT 1 AS n
            caption: "Effect of $\\theta$."
            ```

            ```{query}
            id: r
            sql: SELECT 1 AS n
            caption: Run #3 of 5
            headings: {n: '$\\foo$'}
            ```

            A share of $50%$, and \\(x\\).
            """
        let outcome = try desk(text).call("build")
        #expect(outcome.code == 5)
        for told in [
            "7:14: error: the row has 3 cells and its table 2 columns: 'or' would be lost [markdown.table-surplus]",
            "12:22: error: between double quotes \\t is a tab, and not the beginning of \\theta [yaml.escape]",
            "18:14: error: ` #` begins a comment in YAML, so the text ends before '#3 of 5' [yaml.cut]",
            "22:23: warning: \\(x\\) is not read as a formula [markdown.unread-maths]",
        ] {
            #expect(outcome.notes.contains("Chapters/01-a.md:" + told), "\(outcome.notes)")
        }
        #expect(outcome.notes.contains("in which a backslash stays: 'Effect of $\\theta$.'"))
        let desk = try desk(
            text.replacing("`a | b` ", with: "`a \\| b`").replacing("\"Effect of $\\theta$.\"", with: "Effect.")
                .replacing("Run #3 of 5", with: "Run")
        )
        let formulas = try desk.call("build")
        #expect(formulas.code == 5)
        #expect(formulas.notes.contains("Chapters/01-a.md:19:17: error: malformed formula: "), "\(formulas.notes)")
        #expect(formulas.notes.contains("% begins a comment in TeX, so '%' is not shown [maths.tex]"))
        #expect(!desk.has("Output/site"))
    }

    @Test(arguments: [
        ("損失", "the label '損失' cannot be drawn: the fonts of figures lack the character U+640D"),
        ("$\\foo$", "the label '$\\foo$' cannot be drawn: the command \\foo is not known"),
    ])
    func thatNoFigureCanDrawAreFaultsOfTheirLabel(label: String, message: String) throws {
        let outcome = try desk(Self.experiment + "\n\n" + figure(label: label)).call("build")
        #expect(outcome.code == 5)
        #expect(outcome.notes.contains("Chapters/01-a.md:19:16: error: \(message) [label.unfit]"), "\(outcome.notes)")
        #expect(outcome.notes.contains("help: figures are set in DejaVu Sans"))
    }

    @Test func thatTheDataHoldAreDrawnByTheirNumbersAndWarnedOf() throws {
        let sql = "SELECT step AS x, loss AS y, variant || '漢' AS series FROM trace"
        let desk = try desk(Self.experiment + "\n\n" + figure(label: "from $5 to $6", sql: sql))
        let outcome = try desk.build()
        #expect(
            outcome.notes.contains("Chapters/01-a.md:11:8: warning: the name '漢字' cannot be drawn"),
            "\(outcome.notes)"
        )
        #expect(outcome.notes.contains("Chapters/01-a.md:21:62: warning: the name '漢' cannot be drawn"))
        #expect(desk.has("Output/site/figures/fig.svg"))
    }

    @Test func thatHoldFormulasShowThemWhereverTheyStand() throws {
        let directives = """
            ```{query}
            id: rates
            sql: SELECT variant, variant = '$\\eta = 0.1$' AS momentum FROM run
            caption: The rates.
            headings: {momentum: '$\\mu$ at $5'}
            ```

            ```{claim}
            id: c
            says: It holds.
            sql: SELECT seed, 2 AS a FROM run
            expect: a > 1
            measure: a
            unit: '$\\mu$s'
            headings: {a: 'lead $\\ell$'}
            sensitivity: {sql: SELECT seed, 2 AS a FROM run, rows: seed}
            ```
            """
        let book = """
            title: On $\\beta$
            sentence: What $\\tau$ is.
            groups: [{title: Of $\\rho$, claims: [c]}]
            licence: Free $\\phi$.
            """
        let chapter = Self.experiment.replacing("'漢字'", with: "small") + "\n\n" + directives
        let desk = try desk(
            chapter.replacing(
                "sql: SELECT seed, 2 AS a FROM run, rows",
                with: "sql: 'SELECT seed, 2 AS a FROM run', rows"
            ),
            book: book
        )
        try desk.build()
        let page = try desk.text("Output/site/01-a.html")
        let landing = try desk.text("Output/site/index.html")
        let dashboard = try desk.text("Output/site/claims.html")
        /// The text of a page without formulas, code and attributes.
        func shown(_ html: String) -> String {
            html.replacing(/<annotation.*?<\/annotation>/, with: "").replacing(
                /<pre.*?<\/pre>/.dotMatchesNewlines(),
                with: ""
            )
            .replacing(/<code.*?<\/code>/, with: "").replacing(/<title.*?<\/title>/, with: "").replacing(
                /="[^"]*"/,
                with: ""
            )
        }
        for html in [shown(page), shown(landing), shown(dashboard)] {
            #expect(
                !html.contains("\\"),
                "\(html.firstRange(of: "\\").map { html[$0.lowerBound...].prefix(100) } ?? "")"
            )
        }
        func count(_ tex: String, in html: String) -> Int {
            html.components(separatedBy: "application/x-tex\">\(tex)</annotation>").count - 1
        }
        #expect(count("\\mu", in: page) == 3)
        #expect(page.contains("at $5</th>"))
        #expect(count("\\eta = 0.1", in: page) == 2)
        #expect(count("\\eta", in: page) == 1)
        #expect(count("\\ell", in: page) == 1)
        #expect(
            count("\\beta", in: landing) == 2 && count("\\tau", in: landing) == 1 && count("\\rho", in: dashboard) == 1
        )
        #expect(count("\\phi", in: page) == 1)
    }
}
