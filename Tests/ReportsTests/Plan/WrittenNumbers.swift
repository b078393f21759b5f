import Diagnostics
import Testing

@testable import Reports

/// Numbers as people write them.
@Suite struct WrittenNumbers {
    @Test(
        arguments: [
            ("184", 184), ("-2", -2), ("−2.50", -2.5), ("+3", 3), ("1,234.5", 1234.5), ("12 345", 12345),
            ("12\u{202F}345", 12345), ("12\u{A0}345\u{2009}678", 12_345_678), ("1e3", 1000), ("1.5E-3", 0.0015),
            ("1e−5", 1e-5), ("1.2×10⁻⁵", 1.2e-5), ("3 · 10¹²", 3e12), ("38.1 %", 38.1), ("5µs", 5), ("2-fold", 2),
            ("007", 7), ("1,23 m", nil), ("", nil), ("many", nil), (".5", nil), ("5.", nil), ("1 2", nil),
            ("10⁻⁵", nil),
            ("≈ 5", nil), ("0x10", nil), ("1,2345", nil), ("1..2", nil), ("nan", nil), ("1'234'567", 1_234_567),
            ("1’234", 1234), ("1_234_567", 1_234_567), ("1'234,567", nil), ("0,123", nil), ("1,234 567", nil),
            ("about 5", nil), ("5–7", nil), ("5-7", nil), ("5 to 7", nil), ("5 ± 2", nil), ("1/2", nil), ("5½", nil),
            ("1.2×10^5", nil), ("1.2 x 10⁵", nil), ("12 m²", 12), ("3 m s⁻¹", 3), ("5'", nil),
            ("97.5 %", 97.5), ("975 ‰", 975), ("1.2 million", 1_200_000), ("1.23 M", 1_230_000), ("1234 k", 1_234_000),
            ("1234k steps", 1_234_000), ("12 thousand", 12000), ("3\u{202F}billion", 3e9), ("2 hundred thousand", 2e5),
            ("5 kB", 5), ("5 m", 5), ("5 k-fold", 5), ("5 metres", 5), ("5 Million", 5e6),
        ] as [(String, Double?)]
    )
    func haveAValueOrNone(_ text: String, _ value: Double?) {
        #expect(WrittenNumber(text)?.value == value)
    }

    @Test(arguments: [
        ("184", 183.5, true), ("184", 184.49, true), ("184", 184.6, false), ("184.0", 184.06, false),
        ("−0.5", -0.54, true), ("0.5", -0.5, false), ("1.2e-5", 1.249e-5, true), ("1.2e-5", 1.26e-5, false),
        ("1,000", 1000.4, true), ("0", 0.4, true), ("0.15", 0.145, true), ("0.15", .nan, false),
        ("1", .infinity, false),
        ("3×10²", 340, true), ("3×10²", 351, false), ("97.5 %", 97.5, true), ("97.5 %", 0.975, false),
        ("1.2 million", 1_234_567, true), ("1.2 million", 1.2, false), ("1.23 M", 1_234_567, true),
        ("1234 k", 1_234_567, false), ("1235 k", 1_234_567, true), ("12 thousand", 12_499, true),
    ])
    func agreeAtTheirWrittenPrecision(_ text: String, _ stored: Double, _ agrees: Bool) throws {
        #expect(try #require(WrittenNumber(text)).agrees(with: stored) == agrees)
    }

    @Test(
        arguments: [
            ("0.75", "±0.05", 0.8, true), ("0.75", "±0.05", 0.801, false), ("0.75", "+-0.05", 0.7, true),
            ("0.75", "± 0.05", 0.69, false), ("0.75", " +/- 0.05 ", 0.7, true), ("200", "±10 %", 219, true),
            ("200", "±10%", 221, false), ("−200", "±10 %", -181, true), ("1.2e-5", "±1e-6", 1.29e-5, true),
            ("1.2e-5", "±1×10⁻⁶", 1.31e-5, false), ("0.75", "±0.001", 0.754, true), ("3", "±0", 3.4, true),
            ("3", "±0", 3.6, false), ("75 %", "±5", 79, true), ("3", "±1", .nan, false),
            ("1.2 million", "±0.1", 1_299_000, true), ("1.2 million", "±0.1", 1_301_000, false),
            ("1.2 million", "±10 %", 1_310_000, true),
        ] as [(String, String, Double, Bool)]
    )
    func agreeWithinTheirTolerance(_ text: String, _ title: String, _ stored: Double, _ agrees: Bool) throws {
        let tolerance = try #require(Tolerance(title))
        #expect(try #require(WrittenNumber(text)).agrees(with: stored, within: tolerance) == agrees)
    }

    @Test(arguments: ["", "about 5", "0.05", "±", "±-1", "±5 steps", "±5 % %", "±ten", "±1e999", "5 ±1"])
    func knowWhatIsNoTolerance(_ title: String) { #expect(Tolerance(title) == nil) }

    @Test(arguments: [
        "caption: a [0.75](value:a.b.1 \"±0.05\") b", "\"a [0.75](value:a.b.1 \\\"±0.05\\\") b\"",
        "a [0.75](value:a.b.1 '±0.05')", "[0.75](value:a.b.1   \"±0.05\" )",
    ])
    func areFoundWithTheirTolerance(_ line: String) throws {
        let found = CheckedNumber.scan(LocatedText(wholeFile: "a.md", text: "first\n" + line))
        let number = try #require(found.first)
        #expect(found.count == 1 && number.key == "a.b.1" && number.text == "0.75" && number.title == "±0.05")
        let column = try #require(number.titlePlace?.column)
        #expect(Array(line)[column - 1] == "±")
        #expect(number.titlePlace?.line == 2)
    }

    @Test func placeATitleOfTheProse() throws {
        let text = "A *word* and [0.75](value:a.b  \"±0.05\") there.\n"
        let value = try #require(ProseIndex(Document(parsing: text, file: "a.md")).values.first)
        let place = try #require(value.titlePlace)
        #expect(Array(text)[place.column - 1] == "±" && place.length == 5)
    }

    @Test(arguments: [
        ("184", 185.2, "185"), ("1,000", 1_234_567, "1,234,567"), ("1,000", 999, "999"), ("1 000", -12345, "−12 345"),
        ("12\u{202F}345.6", 1_234_567.89, "1\u{202F}234\u{202F}567.9"), ("1.0e-5", 1.23e-7, "1.2e-7"),
        ("1.0×10⁻⁵", 1.23e12, "1.2×10¹²"), ("1 × 10⁵", 4e-3, "4 × 10⁻³"), ("38 %", 41.2, "41 %"), ("-3", -4, "-4"),
        ("−3", -4, "−4"), ("3", -4, "−4"), ("5", -0.3, "0"), ("5.0", -0.04, "0.0"), ("1e3", 2e10, "2e10"),
        ("999", 1000, "1000"), ("1'000", 1_234_567, "1'234'567"), ("1_000", 12_345, "12_345"), ("+1.0", 2, "+2.0"),
        ("+1.0", -2, "−2.0"), ("1.2 million", 3_456_789, "3.5 million"), ("1.23 M", 999_999, "1.00 M"),
        ("12 k", 3400, "3 k"),
    ])
    func keepTheirMannerWhenRewritten(_ text: String, _ stored: Double, _ expected: String) throws {
        let number = try #require(WrittenNumber(text))
        #expect(number.rewritten(for: stored) == expected)
    }

    @Test func agreeWithWhatTheyWereRewrittenFor() throws {
        var random = SystemRandomNumberGenerator()
        for text in ["1", "1.23", "1,234", "1'234", "1.2e5", "1.25×10⁻³ m", "−7 %", "3 k", "1.234 M"] {
            for _ in 0..<50 {
                let stored = Double.random(in: -1e6...1e6, using: &random)
                let rewritten = try #require(WrittenNumber(text)).rewritten(for: stored)
                #expect(
                    try #require(WrittenNumber(rewritten), "\(rewritten)").agrees(with: stored),
                    "\(rewritten) \(stored)"
                )
            }
        }
    }

    @Test func areFoundInYAML() {
        let source = LocatedText(
            file: "a.yml",
            text: "a: \"[1](value:q.a), é [2.5 %](value:q.b.3 \\\"x\\\")\"\nb: [3](value:other)",
            origins: [.init(line: 7, column: 5), .init(line: 8, column: 1)]
        )
        let found = CheckedNumber.scan(source)
        #expect(found.map(\.text) == ["1", "2.5 %", "3"])
        #expect(found.map(\.key) == ["q.a", "q.b.3", "other"])
        #expect(found.map(\.source) == ["q", "q", "other"])
        #expect(found.map(\.place.line) == [7, 7, 8])
        #expect(found.map(\.place.column) == [10, 28, 5])
        #expect(found.map(\.place.length) == [1, 5, 1])
    }

    @Test(arguments: [
        ("[1](value:q.a[momentum=0.9,name=x])", "q.a[momentum=0.9,name=x]"),
        ("[1](<value:q.a[name=fast decay]> \"±1\")", "q.a[name=fast decay]"),
        ("[1](value:q.a[name=adam(1)])", "q.a[name=adam(1)]"), ("[1](value:q.a[b=c%20d])", "q.a[b=c%20d]"),
    ])
    func areFoundWithTheirRowsInProseAndYAML(_ text: String, _ key: String) {
        #expect(CheckedNumber.scan(LocatedText(wholeFile: "a", text: text)).map(\.key) == [key])
        let values = ProseIndex(Document(parsing: "See \(text).\n", file: "a.md")).values
        #expect(values.map(\.key) == [key])
    }

    @Test(
        arguments: [
            ("q", nil), ("q.", nil), ("q.a", []), ("q.a.2", []), ("q.a[b=1]", ["b = 1"]),
            ("q.a[b=1,c=x y]", ["b = 1", "c = x y"]), ("q.a[b=x%2Cy%3D1]", ["b = x,y=1"]),
            ("q.a[b=optimizer.lr=0.1]", ["b = optimizer.lr=0.1"]),
            ("q.a[b]", nil), ("q.a[b=1", nil), ("q.a[b=1].c", nil), ("q.a[]", nil), ("q.a[=1]", nil),
            ("q.a.2[b=1]", nil),
            ("q[b=1]", nil),
        ] as [(String, [String]?)]
    )
    func nameRowsByWhatTheyHold(_ key: String, _ conditions: [String]?) {
        #expect((try? ValueKey(key))?.conditions.map(\.text) == conditions)
    }

    @Test func areNotFoundInOtherLinks() {
        let text = "[1](values:q.a) [2](#value:q) (value:q.a) [3] (value:q.a) [[4]](value:q.a)"
        #expect(CheckedNumber.scan(LocatedText(wholeFile: "a", text: text)).isEmpty)
    }
}
