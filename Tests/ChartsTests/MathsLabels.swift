import Testing

@testable import Charts

@Suite struct MathsLabels {
    @Test(arguments: [
        ("$\\lambda_{\\max}(\\hat{H})$", "λ_max(Ĥ)"),
        ("$\\sqrt{\\hat v} + \\epsilon$", "√v̂ + ϵ"),
        ("$\\frac{\\eta}{1-\\beta_1}$", "η/(1 − β_1)"),
        ("$|g|^2$ and \\$5", "∣g∣^2 and $5"),
        ("$\\beta_2 = 10^{-3}$", "β_2 = 10^−3"),
        ("$\\lVert\\nabla L\\rVert \\cdot 2 \\times 3$", "∥∇L∥ ⋅ 2 × 3"),
        ("10⁻⁵ %", "10⁻⁵ %"),
        ("costs $5 and $6", "costs $5 and $6"), ("$x", "$x"), ("$\\$", "$$"), ("3$\\times$ the $n$th", "3× the nth"),
        ("$`a_b`$ of US$5", "a_b of US$5"),
    ]) func readsAsPlainText(label: String, plain: String) throws {
        #expect(try Label.plain(label) == plain)
        #expect(try Typesetter().label(label, size: 13).plain == plain)
    }

    @Test(arguments: [
        ("$\\foo$", "\\foo"), ("$\\frac{1}$", "\\frac"), ("${x$", "brace"), ("$x}$", "brace"),
        ("$x^a^b$", "superscripts"), ("$a & b$", "&"), ("$x_$", "_"), ("$50%$", "%"),
    ]) func namesTheFault(label: String, word: String) {
        #expect {
            try Typesetter().label(label, size: 13)
        } throws: { error in
            guard case ChartError.label(label, let problem) = error else { return false }
            return problem.contains(word)
        }
    }

    @Test(arguments: [
        String(repeating: "{", count: 50_000) + "x" + String(repeating: "}", count: 50_000),
        String(repeating: "\\sqrt", count: 50_000) + " x", String(repeating: "x^{", count: 100) + "x",
    ])
    func refusesWhatNestsWithoutMeasure(formula: String) {
        #expect {
            try Typesetter().label("$\(formula)$", size: 13)
        } throws: { error in
            guard case ChartError.label(_, let problem) = error else { return false }
            return problem == "it nests more than 60 deep"
        }
    }

    @Test func looksForArgumentsBehindAnythingWithoutEffect() throws {
        #expect(try Label.plain("$\\sqrt\(String(repeating: " ", count: 50_000))x$") == "√x")
    }

    @Test func breaksAtBlanksOutsideOfFormulas() {
        #expect(
            Typesetter.words(of: "a $x y$ at $5 or $6 é \\$7") == ["a", "$x y$", "at", "$5", "or", "$6", "é", "\\$7"]
        )
    }

    @Test(arguments: [
        ("損失 é", ["U+640D", "U+5931", " ", "é"], "U+640D"), ("a🜨", ["a", "U+1F728"], "U+1F728"),
        ("$漢 + é$", ["U+6F22"], "U+6F22"),
    ])
    func writesTheNumberOfACharacterThatNoFontHas(label: String, texts: [String], name: String) throws {
        let set = try Typesetter().label(label, size: 13)
        #expect(Set(texts).isSubset(of: set.fragments.map(\.text)))
        #expect(try Label.fault(in: label) == "the fonts of figures lack the character \(name)")
    }

    @Test func findsWhatIsWrongWithALabel() throws {
        #expect(try Label.fault(in: "$\\foo$")?.contains("\\foo") == true)
        #expect(try Label.fault(in: "λ é “x” 10⁻⁵ $\\eta$, $5 and $6") == nil)
    }

    @Test func knowsEveryCommandThatItLists() throws {
        let typesetter = try Typesetter()
        for command in MathsCommands.all {
            _ = try typesetter.label("$\\\(command){x}{y}$", size: 13)
        }
    }

    @Test func setsSubscriptsLowAndSmall() throws {
        let label = try Typesetter().label("$v_t^2$", size: 13)
        let (base, sub, sup) = (label.fragments[0], label.fragments[1], label.fragments[2])
        #expect(sub.size < base.size && sub.y > 0 && sup.y < 0)
        // Both scripts start right of the letter, one above the other.
        #expect(abs(sub.x - sup.x) < 1)
    }

    @Test func saysWhichPackageHoldsAMissingFont() {
        #expect(throws: ChartError.missingFont(file: "KaTeX_Math-Italic.ttf", package: "fonts-katex")) {
            try FontFiles.path(of: .italic, in: ["/nowhere"])
        }
    }
}
