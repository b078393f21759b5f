import Diagnostics
import Settings
import Testing

@testable import Reports

/// Fences of Swift, whose settings stand above the code.
@Suite struct CellDirectives {
    private let body = LocatedText(
        file: "a.md",
        text: "//| id: mine\n//| limit: 5\nlet a = 1\n//| no setting\n",
        origins: (3...7).map { LocatedText.Origin(line: $0, column: 1) }
    )

    @Test func haveSettingsWithPlaces() throws {
        let located = try LocatedValue(yaml: CellDirective.settings(in: body))
        let directive = try CellDirective(reading: located.value)
        #expect(directive.id == "mine" && directive.limit == 5 && directive.numberedAs == nil)
        let place = located.place(of: ["limit"])
        #expect(place.line == 4 && place.column == 12)
    }

    @Test func haveCodeWithItsPlace() {
        let code = CellDirective.code(in: body)
        #expect(code.text == "let a = 1\n//| no setting\n" && code.place.line == 5)
    }

    @Test func mayHaveNoSettingsAtAll() throws {
        let bare = LocatedText(wholeFile: "a.md", text: "let a = 1")
        #expect(try LocatedValue(yaml: CellDirective.settings(in: bare)).value == .map([]))
        #expect(throws: SettingFaults.self) { try CellDirective(reading: .map([])) }
    }
}
