import Diagnostics
import Testing

/// Diagnostics in the text form for people.
@Suite struct DiagnosticTexts {
    private func render(_ source: String?, line: Int, column: Int, length: Int = 1) -> String {
        let place = Place(file: "a.md", line: line, column: column, length: length)
        let diagnostic = Diagnostic("x.y", at: place, "wrong")
        return DiagnosticFormat.text.render([diagnostic]) { _ in source }
    }

    @Test func showsPlaceMessageLineCaretAndHelp() {
        let diagnostic = Diagnostic(
            "directive.unknown-key",
            at: Place(file: "one.md", line: 2, column: 3, length: 4),
            "no key 'stpes'",
            help: "did you mean 'steps'?"
        )
        let text = DiagnosticFormat.text.render([diagnostic]) { $0 == "one.md" ? "first\n  stpes: 3\n" : nil }
        #expect(
            text == """
                one.md:2:3: error: no key 'stpes' [directive.unknown-key]
                 2 |   stpes: 3
                   |   ^^^^
                help: did you mean 'steps'?
                """
        )
    }

    @Test(arguments: [(1, 1), (50, 50), (500, 122), (999, 240), (1_000, 241), (1_001, 242)])
    func showsOfALongLineWhatStandsAroundThePlace(column: Int, caret: Int) throws {
        let line = String(repeating: "0123456789", count: 100)
        let lines = render(line, line: 1, column: column, length: 5).split(separator: "\n").suffix(2).map {
            $0.dropFirst(5)
        }
        let (shown, marks) = (try #require(lines.first), try #require(lines.last))
        #expect(shown.count <= 242 && shown.hasPrefix("…") == (column > 121) && shown.hasSuffix("…") == (column < 880))
        #expect(marks.prefix { $0 == " " }.count == caret - 1 && marks.hasSuffix("^"))
    }

    @Test func keepsTabsBeforeTheCaret() {
        #expect(render("\ta\tb", line: 1, column: 4).hasSuffix("\n 1 | \ta\tb\n   | \t \t^"))
    }

    @Test(arguments: [
        ("größe: x", 8), ("λ_max: x", 8), ("e\u{301}te\u{301}: x", 6), ("naïve‑x: x", 10),
    ])
    func countsCharactersNotBytes(line: String, column: Int) {
        let lead = String(repeating: " ", count: column - 1)
        #expect(render(line, line: 1, column: column).hasSuffix("\n 1 | \(line)\n   | \(lead)^"))
    }

    @Test func marksAnEmojiOfManyScalarsOnce() {
        #expect(render("👩‍👩‍👧 x", line: 1, column: 1).hasSuffix("   | ^"))
    }

    @Test func stopsCaretsAtTheLineEnd() {
        #expect(render("abc", line: 1, column: 2, length: 99).hasSuffix("   |  ^^"))
        #expect(render("abc", line: 1, column: 4).hasSuffix("   |    ^"))
    }

    @Test func widensTheGutterWithTheLineNumber() {
        let source = String(repeating: "\n", count: 99) + "x"
        #expect(render(source, line: 100, column: 1).hasSuffix("\n 100 | x\n     | ^"))
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func findsTheLineWhateverEndsLines(end: String) {
        #expect(render("one\(end)two\(end)three", line: 2, column: 2).hasSuffix("\n 2 | two\n   |  ^"))
    }

    @Test func leavesTheExcerptOutWhenThereIsNoSuchLine() {
        #expect(render("one", line: 7, column: 1) == "a.md:7:1: error: wrong [x.y]")
        #expect(render(nil, line: 1, column: 1) == "a.md:1:1: error: wrong [x.y]")
        #expect(render("", line: 0, column: 1) == "a.md:0:1: error: wrong [x.y]")
    }

    @Test func endsAnyColumnAndLengthBelowOneAtOne() {
        #expect(render("abc", line: 1, column: 0, length: -3).hasSuffix("   | ^"))
    }

    @Test func separatesDiagnosticsByAnEmptyLine() {
        let warning = Diagnostic(.warning, "a", at: nil, "first")
        let error = Diagnostic("b", at: nil, "second", help: "third")
        let text = DiagnosticFormat.text.render([warning, error]) { _ in nil }
        #expect(text == "warning: first [a]\n\nerror: second [b]\nhelp: third")
    }

    @Test func asksForEachFileOnce() {
        var asked: [String] = []
        let diagnostics = (1...5).map { Diagnostic("x", at: Place(file: $0 < 3 ? "a" : "b", line: $0), "wrong") }
        _ = DiagnosticFormat.text.render(diagnostics) {
            asked.append($0)
            return "1\n2\n3\n4\n5"
        }
        #expect(asked == ["a", "b"])
    }
}
