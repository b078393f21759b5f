import Foundation
import Testing

/// Texts of authors and of results with control characters that a terminal would act on.
@Suite struct PrintableTextEndToEnd {
    private static let escape = "\u{1B}[31m"

    private func isPlain(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control }
    }

    @Test func areNotSteeredByAnybody() throws {
        let desk = try Desk(built: "Bowls")
        try desk.write("# \(Self.escape)\u{9B}\u{7}\n", to: "Chapters/09-\(Self.escape).md")
        for arguments in [
            ["build"], ["check", "--diagnostics", "github"], ["check", "--diagnostics", "json"],
            ["build", "--book", "a\(Self.escape)"], ["claims", Self.escape], ["explain", "\u{9B}0m"], [Self.escape],
            ["query", "SELECT '\(Self.escape)' FROM nothing"],
            ["query", "SELECT '\(Self.escape)' || char(155) || char(7) AS a"],
            ["cache", "import", Self.escape],
        ] {
            let outcome = try desk.call(arguments)
            #expect(isPlain(outcome.output) && isPlain(outcome.notes), "\(arguments)")
            #expect(!(outcome.output + outcome.notes).isEmpty)
        }
        #expect(try desk.call("build").notes.contains("Chapters/09-␛[31m.md:1:3: error: the first of 3 control"))
    }

    @Test func leaveWhatProgramsReadAsItIs() throws {
        let desk = try Desk(built: "Bowls")
        let outcome = try desk.call("query", "--csv", "SELECT '\(Self.escape)' AS a")
        #expect(outcome.output == "a\n\(Self.escape)\n")
    }
}
