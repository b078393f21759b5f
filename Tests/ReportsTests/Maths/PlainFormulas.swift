import Testing

@testable import Reports

/// Formulas where no markup may stand.
@Suite struct PlainFormulas {
    @Test(arguments: [
        ("\\beta_1", "β₁"), ("\\lambda_{\\max}", "λ_max"), ("10^{-6}", "10⁻⁶"), ("x^2", "x²"), ("v_{t-1}", "v_t−1"),
        ("\\frac{1 - \\beta_1}{2}", "(1 − β₁)/2"), ("\\unknown{\\eta}\\,x", "unknown η x"),
    ])
    func areUnicode(tex: String, text: String) {
        #expect(PlainFormula.text(of: tex) == text)
        #expect(!PlainFormula.text(of: tex).contains("\\"))
    }

    @Test func standInTheirText() {
        #expect(PlainFormula.text(in: "of $\\beta_1$ and $5") == "of β₁ and $5")
        #expect(PlainFormula.text(in: "no maths_1 here") == "no maths_1 here")
    }

    @Test func areNamesWhereTheyStandAlone() {
        #expect(PlainFormula.spoken("$\\eta$") == "η")
        #expect(PlainFormula.spoken("of $\\eta$").isEmpty && PlainFormula.spoken("eta").isEmpty)
    }
}
