import Diagnostics
import Testing
import Training

@testable import Reports

/// Where the values of a YAML text stand.
@Suite struct LocatedValues {
    /// A body whose first line is the tenth of its file.
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

    /// The reader of YAML counts scalars, and takes three signs for ends of lines that editors do not.
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
        // one two three four: t of three is the ninth character, f of four the fifteenth.
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
}
