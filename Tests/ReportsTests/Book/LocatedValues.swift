import Diagnostics
import Settings
import Testing

@testable import Reports

/// The places of values in a YAML text.
@Suite struct LocatedValues {
    /// A value whose text starts on line 10 of its file.
    private func value(_ text: String) throws -> LocatedValue {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return try LocatedValue(
            yaml: LocatedText(
                file: "a.md",
                text: text,
                origins: lines.indices.map { .init(line: $0 + 10, column: 3) }
            )
        )
    }

    private func expect(_ place: Place, _ line: Int, _ column: Int, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect("\(place.line):\(place.column)" == "\(line):\(column)", sourceLocation: sourceLocation)
    }

    @Test func areThoseOfKeysAndOfValues() throws {
        let located = try value("id: bowl\nmodel: {quadratic: {start: [1, 22]}}\nlist:\n  - a: 1\n  - b")
        expect(located.place(of: ["id"]), 10, 7)
        expect(located.place(of: ["id"], atKey: true), 10, 3)
        expect(located.place(of: ["model", "quadratic", "start", "1"]), 11, 34)
        expect(located.place(of: ["model", "quadratic"], atKey: true), 11, 11)
        expect(located.place(of: ["list", "0", "a"]), 13, 10)
        expect(located.place(of: ["list", "1"]), 14, 7)
    }

    /// The YAML reader counts scalars and accepts three more line ends than editors do, so places must be converted.
    @Test func areCountedInTheCharactersAndLinesOfAnEditor() throws {
        let located = try value("{a: 'e\u{301}\u{1F469}\u{200D}\u{1F469}', b: 2}")
        expect(located.place(of: ["b"]), 10, 16)
        let broken = try value("a: 'x\u{85}\u{2028}y'\nb: {é: '\u{2029}', d: 2}\ne: 3")
        expect(broken.place(of: ["b", "d"]), 11, 18)
        expect(broken.place(of: ["e"]), 12, 6)
    }

    @Test func areThoseOfSignsThatYAMLDoesNotTake() throws {
        let faults = #expect(throws: Faults.self) { try value("id: x\nsays: aé\u{B}b\n") }
        expect(try #require(faults?.diagnostics.first?.place), 11, 11)
    }

    @Test func areTheNearestOnesWrittenForWhatIsNotThere() throws {
        let located = try value("id: bowl\nmodel: {quadratic: {}}")
        expect(located.place(of: ["model", "quadratic", "start"]), 11, 22)
        expect(located.place(of: ["steps"]), 10, 3)
        expect(try value("").place(of: ["any"]), 10, 3)
    }

    @Test func areExactWithinBlocks() throws {
        let located = try value("sql: |\n  SELECT a,\n    b\n\n  FROM c\nnext: 1")
        expect(located.place(of: ["sql"], line: 1, column: 8), 11, 12)
        expect(located.place(of: ["sql"], line: 2, column: 3), 12, 7)
        expect(located.place(of: ["sql"], line: 4, column: 1), 14, 5)
        expect(located.place(of: ["sql"], line: nil, column: nil), 10, 8)
    }

    @Test func areExactWithinTextOnOneLine() throws {
        let located = try value("plain: SELECT a\nquoted: \"SELECT a\"\nflow: {sql: 'SELECT a', b: 1}")
        expect(located.place(of: ["plain"], line: 1, column: 8), 10, 17)
        expect(located.place(of: ["quoted"], line: 1, column: 8), 11, 19)
        expect(located.place(of: ["flow", "sql"], line: 1, column: 8), 12, 23)
    }

    @Test func areExactWithinFoldedText() throws {
        let located = try value("plain: one two\n  three four\nfolded: >\n  five six\n  seven\nend: 1")
        // In "one two three four" the t of "three" is character 9, and the f of "four" is character 15.
        expect(located.place(of: ["plain"], line: 1, column: 9), 11, 5)
        expect(located.place(of: ["plain"], line: 1, column: 15), 11, 11)
        expect(located.place(of: ["folded"], line: 1, column: 6), 13, 10)
        expect(located.place(of: ["folded"], line: 1, column: 10), 14, 5)
    }

    @Test func readWordsByTheCoreSchema() throws {
        let located = try value(
            "a: no\nb: on\nc: 0x10\nd: nan\ne: 1e-3\nf: '5'\ng: ~\nh: true\ni: .inf\nj: 1_000\nk: +"
        )
        let words = ["a", "b", "c", "d", "f", "j", "k"].map { located.value[$0] }
        #expect(words == ["no", "on", "0x10", "nan", "5", "1_000", "+"].map { .text($0) })
        #expect(located.value["e"] == .number(1e-3))
        #expect(located.value["g"] == .null)
        #expect(located.value["h"] == .flag(true))
        #expect(located.value["i"] == .number(.infinity))
    }

    @Test(arguments: [
        ("a: 1\na: 2", "yaml.duplicate-key", 10), ("a: [1, 2", "yaml.syntax", 10), ("a: b: c", "yaml.syntax", 10),
        ("a: 1\n\tb: 2", "yaml.syntax", 11), ("? [1, 2]\n: 3", "yaml.key", 10), ("a: *x", "yaml.syntax", 10),
    ])
    func areThoseOfFaults(_ text: String, _ id: String, _ line: Int) throws {
        let faults = try #require(throws: Faults.self) { _ = try value(text) }
        #expect(faults.diagnostics.map(\.id) == [id])
        #expect(faults.diagnostics.first?.place?.line == line)
        #expect(faults.diagnostics.first?.help?.isEmpty == false)
    }

    @Test(arguments: [
        ("a: \"Of $\\theta$.\"", "10:11", "\\theta", "'Of $\\theta$.'"),
        ("a: \"\\beta\"", "10:7", "\\beta", "'\\beta'"),
        ("a: \"it's $x \\nabla y$\"", "10:15", "\\nabla", "'it''s $x \\nabla y$'"),
        ("a: \"one\n  $\\rho$ two\"", "11:6", "\\rho", "'…\\rho…'"),
        ("macros: {R: \"\\nu\"}", "10:16", "\\nu", "'\\nu'"),
        ("{\"\\Lambda\": 1}", "10:5", "\\Lambda", "'\\Lambda'"),
        ("a: \"\\\\eta $\\_$\"", "10:14", "\\_", "'\\eta $\\_$'"),
        ("a: [b, \"\\\"x\\\" \\tau\"]", "10:17", "\\tau", "'\"x\" \\tau'"),
    ])
    func areThoseOfTeXBetweenDoubleQuotes(_ text: String, _ place: String, _ word: String, _ quoted: String) throws {
        let faults = try #require(throws: Faults.self) { _ = try value(text) }
        #expect(faults.diagnostics.map(\.id) == ["yaml.escape"])
        let fault = try #require(faults.diagnostics.first)
        #expect("\(fault.place?.line ?? 0):\(fault.place?.column ?? 0)" == place)
        #expect(fault.message.hasSuffix(word))
        #expect(fault.help?.contains("single quotes") == true)
        #expect(fault.help?.hasSuffix(quoted) == true)
    }

    @Test(arguments: [
        "a: \"SELECT 1\\nFROM run\"", "a: \"\\t\"", "a: '\\theta'", "a: \\theta", "a: \"\\\\theta\"", "a: |\n  x\ty",
    ])
    func areNoFaultsOfWhatIsMeant(_ text: String) throws {
        #expect(try value(text).warnings.isEmpty)
    }

    @Test(arguments: [
        ("a: \"\\x07\"", "yaml.control"), ("a: \u{7}", "yaml.syntax"), ("a: \"\\ell \\omega\"", "yaml.syntax"),
    ])
    func areThoseOfOtherSigns(_ text: String, _ id: String) throws {
        let faults = try #require(throws: Faults.self) { _ = try value("b: 1\n" + text) }
        #expect(faults.diagnostics.map(\.id) == [id])
        #expect(faults.diagnostics.first?.place?.line == 11)
        #expect(faults.diagnostics.first?.help?.isEmpty == false)
    }

    @Test(arguments: [
        ("a: Run #3 of 5", "10:10", "'Run #3 of 5'"), ("a: {b: 1}\nc: 1\nd: one\n   two #3", "13:10", "'one two #3'"),
        ("- Run #3", "10:9", "'Run #3'"),
    ])
    func areThoseOfTextsCutAtAComment(_ text: String, _ place: String, _ quoted: String) throws {
        let faults = try #require(throws: Faults.self) { _ = try value(text) }
        #expect(faults.diagnostics.map(\.id) == ["yaml.cut"])
        let fault = try #require(faults.diagnostics.first)
        #expect("\(fault.place?.line ?? 0):\(fault.place?.column ?? 0)" == place)
        #expect(fault.help?.contains(quoted) == true)
    }

    @Test(arguments: [
        ("a: What it is # so", 1), ("a: adam # the rule", 0), ("a: What it is  # so", 0), ("a: 5 #five", 0),
        ("a: 'x' #y", 0),
        ("a: [b c, d] #y", 0), ("a: |\n  x y #z", 0), ("a: x#y #", 0), ("a: true #x", 0), ("a: #x\n  b", 0),
    ])
    func areToldWhereACommentMayBeMeant(_ text: String, _ count: Int) throws {
        #expect(try value(text).warnings.map(\.id) == Array(repeating: "yaml.cut", count: count))
    }

    @Test func areToldBehindACommentThatBreaksTheText() throws {
        for text in ["a: {b: Run #3}\nc: 1", "a: Run #3 and\n  more"] {
            let faults = try #require(throws: Faults.self) { _ = try value(text) }
            #expect(faults.diagnostics.first?.help == "` #` begins a comment in YAML: quote a text that holds it")
        }
    }
}
