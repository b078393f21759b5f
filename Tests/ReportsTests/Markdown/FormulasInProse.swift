import Diagnostics
import Testing

@testable import Reports

@Suite struct FormulasInProse {
    private func formulas(_ source: String) -> [String] {
        ProseIndex(of: source).formulas.map { "\($0.place.short) \($0.tex.text)" }
    }

    @Test(arguments: [
        "It costs $5 and $6.", "From $5-$6 a piece", "a \\$x\\$ b", "US$5 or CA$7", "`$x$`", "x$y$z",
        "$5 for `$x`", "alone $", "US$5/kg, US$6/kg", "6$/kg and 5$/kg", "$FOO_BAR:$BAZ", "$5$th", "5 $ or 6 $",
        "C:\\times and \\no", "[a] \\(see below\\) and \\[sic\\] \\[1\\]", "100 \\% of \\$5",
    ])
    func keepsPricesAsText(source: String) {
        #expect(formulas(source).isEmpty)
        #expect(faults(source).isEmpty)
    }

    @Test(arguments: [
        ("$x$", ["1:1 x"]), ("so $a_1*b*c_2$, *$a*b$*", ["1:4 a_1*b*c_2", "1:18 a*b"]),
        ("é ‖ $\\{x\\} \\, \\\\ \\$5$.", ["1:5 \\{x\\} \\, \\\\ \\$5"]), ("($x$)–$y$!", ["1:2 x", "1:7 y"]),
        ("[$z$](#a) **$w$**", ["1:2 z", "1:13 w"]), ("# On $v_t$ {#sec-v}", ["1:6 v_t"]),
        ("$[@a]$ and $x[^1]$", ["1:1 [@a]", "1:12 x[^1]"]),
    ])
    func findsFormulasInALine(source: String, expected: [String]) {
        #expect(formulas(source) == expected)
        #expect(faults(source).isEmpty)
    }

    @Test(arguments: [
        ("3$\\times$ faster, 3$\\times$10", ["1:2 \\times", "1:20 \\times"]),
        ("the $n$th of $2n$th", ["1:5 n", "1:14 2n"]),
        ("the $(n+1)$st and 5$x$", ["1:5 (n+1)", "1:20 x"]), ("a$x_1$b", ["1:2 x_1"]),
        ("so $`a_b*c*`$, `$` x $`d`$", ["1:4 a_b*c*", "1:22 d"]),
    ])
    func findsFormulasThatLettersTouch(source: String, expected: [String]) {
        #expect(formulas(source) == expected)
        #expect(faults(source).isEmpty)
    }

    @Test(arguments: [
        ("so \\(x\\) and \\(a_1\\)", ["1:4", "1:14"]), ("> \\[x\\]", ["1:3"]), ("\\[ \\alpha = 2 \\]", ["1:1"]),
        ("text\n\\begin{align} a \\\\ \\beta \\end{align}", ["2:1"]), ("the \\theta and \\beta here", ["1:5"]),
        ("a $ x$ b", ["1:3"]), ("$x $ y", ["1:1"]), ("$x$2", ["1:1"]), ("$ \\eta $", ["1:1"]), ("# On \\eta", ["1:6"]),
        ("| a | $ x_1 $ |\n|---|---|", ["1:7"]),
    ])
    func tellsOfFormulasThatAreNotRead(source: String, expected: [String]) {
        #expect(formulas(source).isEmpty)
        #expect(faults(source) == expected.map { $0 + " markdown.unread-maths" })
        #expect(parsed(source).faults.allSatisfy { $0.severity == .warning && $0.help?.isEmpty == false })
    }

    @Test func readsOnBehindAFormulaThatIsBrokenOverLines() throws {
        let source = "> text $a +\n>   b$ then $c$ and\n> [7](value:k) é $d$\n"
        #expect(formulas(source) == ["1:8 a +\nb", "2:13 c", "3:18 d"])
        let index = ProseIndex(of: source)
        let value = try #require(index.values.first)
        #expect(value.textPlace.short == "3:4")
        #expect(index.formulas[0].tex.place(utf16Offset: 4).short == "2:5")
    }

    @Test func takesDisplayedFormulasWhereverTheyStand() {
        let source = """
            Before
            $$
            - a
             = b
            $$ {#eq-one}
            after $x$.

            > quote
            > $$ c = d $$
            > {#eq-two}
            > more

            - item
              $$
              # e
              $$

            ```math
            f
            ```
            """
        #expect(formulas(source) == ["2:1 - a\n = b", "6:7 x", "9:3 c = d", "14:3 # e", "18:1 f"])
        #expect(ProseIndex(of: source).formulas.map(\.label) == ["eq-one", nil, "eq-two", nil, nil])
        #expect(faults(source).isEmpty)
        let first = ProseIndex(of: source).formulas[0].tex
        #expect(first.place(utf16Offset: 0).short == "3:1")
        #expect(first.place(utf16Offset: 5).short == "4:2")
        #expect(ProseIndex(of: source).formulas[3].tex.place(utf16Offset: 2).short == "15:5")
    }

    @Test func takesALabelInTheLineBehindAFence() {
        let source = "```math\nf\n```\n{#eq-f}\n\ntext"
        #expect(ProseIndex(of: source).formulas.map(\.label) == ["eq-f"])
        #expect(parsed(source).blocks.count == 2)
    }

    @Test func leavesDollarsInCodeAlone() {
        let source = "```sh\n$$\necho $PATH\n$$\n```\n\n    $$\n    x\n\n<!-- $$ -->\n"
        #expect(formulas(source).isEmpty)
        #expect(faults(source).isEmpty)
    }

    @Test(arguments: [
        ("text\n\n$$\nx\n\nmore", ["3:1 markdown.display-unclosed"]),
        ("> $$\n> x\n\nmore $y$", ["1:3 markdown.display-unclosed"]),
        ("so $$x$$ stands", ["1:4 markdown.display-in-text"]),
        ("$$\nx\n$$ and", ["3:3 markdown.display-tail"]),
        ("| a | b |\n|---|---|\n| 1 | é $\\|g\\|$ |", ["3:9 markdown.table-maths"]),
        ("| a | b |\n|---|---|\n| $x|y$ | 2 |", ["3:3 markdown.table-maths"]),
        ("| a | $b|c$ |\n|---|---|", ["2:1 markdown.table-shape"]),
        ("text\n| a $\\|b$ |\n|---|", ["2:5 markdown.table-maths"]),
    ])
    func refusesBrokenFormulas(source: String, expected: [String]) {
        #expect(faults(source) == expected)
    }

    @Test func keepsPricesInTables() {
        #expect(faults("| a | b |\n|---|---|\n| $5 | $6 |\n| `$\\|x$` | \\$7 |").isEmpty)
    }
}
