import Foundation
import Testing

/// `fix` on `Tests/Books/Numbers`, where wrong numbers are written in many formats.
@Suite struct NumberFixEndToEnd {
    @Test func keepTheirMannerOfWriting() throws {
        let desk = try Desk("Numbers")
        let build = try desk.call("build")
        #expect(build.code == 3)
        #expect(try desk.call("check").code == 3)
        let before = try desk.files("Chapters")
        let shown = try desk.call("fix")
        #expect(shown.code == 3)
        #expect(shown.notes.hasPrefix("19 numbers would be rewritten: 'spikebook fix --write' rewrites them\n"))
        #expect(try desk.files("Chapters") == before)
        let fix = try desk.call("fix", "--write")
        #expect(fix.code == 3)
        #expect(fix.notes.hasPrefix("19 numbers rewritten\n"))
        #expect(fix.notes.contains("which would be 0.0 µm in this manner of writing [value.rounded]"))
        #expect(fix.notes.contains("help: write it with more digits, such as 1.2×10⁻⁵"))
        #expect(fix.output == shown.output)
        try expectSnapshot(fix.output, "Numbers/changes.txt")
        try expectSnapshot(try desk.text("Chapters/01-numbers.md"), "Numbers/fixed.md")
        #expect(try desk.text("Chapters/book.yml").contains("\"[1,234,567](value:all.big)\""))
        try desk.edit("Chapters/01-numbers.md", "[0.5 µm]", "[1.2×10⁻⁵ µm]")
        try desk.build()
        #expect(try desk.call("check").code == 0)
        let again = try desk.call("fix")
        #expect(again.code == 0 && again.notes == "0 numbers would be rewritten\n")
    }

    @Test func keepTheEndsOfLines() throws {
        let desk = try Desk("Numbers")
        for file in ["Chapters/01-numbers.md", "Chapters/book.yml"] {
            let text = try desk.text(file).replacing("\n", with: "\r\n")
            try desk.write(Data([0xEF, 0xBB, 0xBF]) + Data(text.utf8), to: file)
        }
        try desk.call("build")
        #expect(try desk.call("fix", "--write").notes.hasPrefix("19 numbers rewritten\n"))
        let expected = try String(contentsOf: Desk.books.appending(path: "Numbers/fixed.md"), encoding: .utf8)
        let windows = Data([0xEF, 0xBB, 0xBF]) + Data(expected.replacing("\n", with: "\r\n").utf8)
        #expect(try desk.data("Chapters/01-numbers.md") == windows)
    }

    @Test func areShownInCaptionsAndFindings() throws {
        let desk = try Desk(built: "Bowls")
        #expect(try desk.text("Output/site/03-spike.html").contains("spikes.rise_start, computed: 360"))
        #expect(try desk.text("Output/site/index.html").contains("360"))
        try desk.edit("Chapters/03-spike.md", "step [360]", "step [361]")
        try desk.edit("Chapters/book.yml", "[360]", "[359]")
        let outcome = try desk.call("check")
        #expect(outcome.code == 3)
        #expect(outcome.notes.contains("Chapters/03-spike.md:23:34: error: the prose says 361, the result is 360"))
        #expect(outcome.notes.contains("Chapters/book.yml:7:15: error: the prose says 359, the result is 360"))
        try desk.call("fix", "--write")
        try desk.build()
    }

    @Test func showTheirToleranceAndWhatWasMeasured() throws {
        let desk = try Desk("Numbers")
        let build = try desk.call("build")
        #expect(build.notes.contains("the prose says 40 ±1, the result is 42 [value.wrong]"))
        #expect(!build.notes.contains("±2"), "what is within its tolerance is no fault")
        let page = try desk.text("Output/site/01-numbers.html")
        #expect(page.contains("title=\"all.answer, ±2 allowed; this build measured 42\""))
        #expect(
            page.contains(
                "<span class=\"visually-hidden\"> (±10 %; this build measured 1\u{202F}234\u{202F}567)</span>"
            )
        )
    }

    @Test func tellWhatCannotBeLookedUp() throws {
        let desk = try Desk("Numbers")
        try desk.edit("Chapters/01-numbers.md", "(value:all.huge)", "(value:all.huge.2)")
        try desk.edit("Chapters/01-numbers.md", "5e12 AS huge", "'text' AS huge")
        let outcome = try desk.call("build")
        #expect(outcome.code == 3)
        #expect(outcome.notes.contains("query 'all' has no row 2 [value.unknown]"))
        try desk.edit("Chapters/01-numbers.md", "(value:all.huge.2)", "(value:all.huge)")
        #expect(try desk.call("build").notes.contains("'all.huge' is no number but the text 'text'"))
        #expect(try desk.call("fix").code == 3)
    }
}
