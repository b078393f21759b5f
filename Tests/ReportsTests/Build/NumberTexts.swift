import Testing

@testable import Reports

/// Numbers as the report prints them.
@Suite struct NumberTexts {
    @Test(
        arguments: [
            (0, 3, "0"), (-0.0, 3, "0"), (1, 3, "1"), (-1.5, 3, "−1.5"), (1234, 3, "1234"), (12345, 3, "12\u{202F}345"),
            (12345.678, 7, "12\u{202F}345.68"), (0.1 + 0.2, 3, "0.3"), (99.96, 3, "100"),
            (999_999.9, 3, "1\u{202F}000\u{202F}000"),
            (1e7, 3, "10⁷"), (-1e7, 3, "−10⁷"), (1.5e7, 3, "1.5×10⁷"), (1.2e-5, 3, "1.2×10⁻⁵"), (1e-5, 3, "10⁻⁵"),
            (1e-4, 3, "0.0001"), (.nan, 3, "–"), (.infinity, 3, "∞"), (-.infinity, 3, "−∞"), (1e-300, 2, "10⁻³⁰⁰"),
        ] as [(Double, Int, String)]
    )
    func haveSignificantDigits(_ number: Double, _ digits: Int, _ text: String) {
        #expect(NumberText.significant(number, digits: digits) == text)
    }

    @Test func groupWholeNumbers() {
        #expect(NumberText.whole(1234) == "1234")
        #expect(NumberText.whole(-12345) == "−12\u{202F}345")
        #expect(NumberText.whole(1_234_567) == "1\u{202F}234\u{202F}567")
        #expect(NumberText.whole(.min).hasPrefix("−9"))
    }

    @Test(arguments: [
        (0, "0 µs"), (2.5e-6, "2.5 µs"), (0.0123, "12 ms"), (1.24, "1.2 s"), (59, "59 s"), (150, "2.5 min"),
        (7200, "120 min"),
    ])
    func giveDurationsInTheirUnit(_ seconds: Double, _ text: String) {
        #expect(NumberText.duration(seconds) == text)
    }

    @Test func areReadBackByTheCheckOfProse() throws {
        for number in [12.5, -12345.678, 1.5e7, -2.25e-9, 1_234_567, 0.001] {
            let text = NumberText.significant(number, digits: 4)
            #expect(try #require(WrittenNumber(text), "\(text)").agrees(with: number), "\(text)")
        }
    }

    @Test(arguments: [
        ("-1.5e-06", "−1.5×10⁻⁶"), ("16 (-0.7)", "16 (−0.7)"), ("ε 1e-6", "ε 10⁻⁶"), ("0e+00", "0"), ("2e5", "2×10⁵"),
        ("0.7 | -3.2 | never", "0.7 | −3.2 | never"), ("2024-01-02", "2024-01-02"), ("warm-up", "warm-up"),
        ("a-1", "a-1"), ("3f1e5", "3f1e5"), ("$x^{-1}$", "$x^{-1}$"),
    ])
    func setNumbersWithinATextOfAQuery(text: String, printed: String) {
        #expect(NumberText.typeset(text) == printed)
    }
}
