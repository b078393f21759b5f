import Diagnostics
import Foundation
import Testing

/// Diagnostics in the JSON form for programs.
@Suite struct DiagnosticObjects {
    private struct Object: Decodable, Equatable {
        var severity: String
        var id: String
        var file: String?
        var line: Int?
        var column: Int?
        var length: Int?
        var message: String
        var help: String?
    }

    private func decoded(_ diagnostics: [Diagnostic]) throws -> [Object] {
        let text = DiagnosticFormat.json.render(diagnostics) { _ in nil }
        return try JSONDecoder().decode([Object].self, from: Data(text.utf8))
    }

    @Test func holdsEveryField() throws {
        let place = Place(file: "a.md", line: 3, column: 5, length: 2)
        let object = try decoded([Diagnostic(.warning, "x.y", at: place, "m", help: "h")]).first
        #expect(
            object
                == Object(
                    severity: "warning",
                    id: "x.y",
                    file: "a.md",
                    line: 3,
                    column: 5,
                    length: 2,
                    message: "m",
                    help: "h"
                )
        )
    }

    @Test func leavesOutWhatIsNotThere() throws {
        #expect(DiagnosticFormat.json.render([], source: { _ in nil }) == "[]")
        let object = try #require(try decoded([Diagnostic("x", at: nil, "m")]).first)
        #expect(object.file == nil && object.line == nil && object.help == nil)
    }

    @Test(arguments: [
        "\"quoted\"", "back\\slash", "two\nlines", "\r\n", "tab\t", "bell\u{7}nul\u{0}", "λ 👩‍👩‍👧 \u{2028}", "</script>",
    ])
    func survivesAnyText(text: String) throws {
        let objects = try decoded([Diagnostic("x", at: Place(file: text, line: 1), text, help: text)])
        #expect(objects.map(\.message) == [text])
        #expect(objects.map(\.file) == [text])
        #expect(objects.map(\.help) == [text])
    }
}
