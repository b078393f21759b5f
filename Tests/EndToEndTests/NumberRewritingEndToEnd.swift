import Foundation
import Testing

/// `fix` never writes a number that a reader could mistake for something other than the result.
@Suite struct NumberRewritingEndToEnd {
    /// A book without runs that has one query and some prose.
    private func desk(_ sql: String, _ prose: String, configuration: String = "title: Numbers\n") throws -> Desk {
        let query = "```{query}\nid: u\nsql: |\n  \(sql)\ncaption: Some numbers.\n```"
        let desk = try Desk(
            chapter: "# Numbers\n\nThe numbers.\n\n\(query)\n\n\(prose)\n",
            in: "01-numbers.md",
            configuration: configuration
        )
        try desk.call("build")
        return desk
    }

    /// A book with a paragraph for each number.
    ///
    /// In the prose of a case, `e` is the column of that number.
    private func desk(_ cases: [(prose: String, result: String)]) throws -> Desk {
        let columns = cases.enumerated().map { "\($1.result) AS e\($0)" }.joined(separator: ", ")
        let prose = cases.enumerated().map { $1.prose.replacing("u.e)", with: "u.e\($0))") }
        return try desk("SELECT \(columns)", prose.joined(separator: "\n\n"))
    }

    private static let otherScales = [
        ("[97.5 %](value:u.e)", "0.975"), ("[97.5](value:u.e) %", "0.975"), ("**[97.5](value:u.e)** %", "0.975"),
        ("[97.5](value:u.e)&nbsp;%", "0.975"), ("[97.5 per cent](value:u.e)", "0.975"), ("[0 %](value:u.e)", "0.975"),
        ("[975 ‰](value:u.e)", "0.975"), ("[1.2 million](value:u.e)", "1.3"), ("[1.2](value:u.e) million", "1300000"),
        ("[12](value:u.e) thousand", "13000"), ("[1.23 M](value:u.e)", "1.3"), ("[3 billion](value:u.e)", "4"),
        ("[50](value:u.e) K", "51000"),
    ]

    @Test func mayNotBeOfAnotherScale() throws {
        let desk = try desk(Self.otherScales)
        let before = try desk.files("Chapters")
        let fix = try desk.call("fix", "--write")
        #expect(fix.code == 3 && fix.output.isEmpty, "\(fix.output)")
        for (index, (prose, _)) in Self.otherScales.enumerated() {
            let line = fix.notes.split(separator: "\n").first {
                $0.hasPrefix("Chapters/01-numbers.md:\(12 + 2 * index):") && $0.contains(" error: ")
            }
            #expect(line?.hasSuffix("which may be of another scale [value.scale]") == true, "\(prose): \(fix.notes)")
        }
        #expect(try desk.files("Chapters") == before)
    }

    private static let scales = [
        ("[97.5 %](value:u.e)", "96.4", "[96.4 %]"), ("[97.5](value:u.e) %", "96.4", "[96.4](value:u.e) %"),
        ("[1.2 million](value:u.e)", "2345678", "[2.3 million]"), ("[1'000](value:u.e)", "1234567", "[1'234'567]"),
        ("[1_000](value:u.e)", "1234567", "[1_234_567]"), ("[1.20 M](value:u.e)", "1234567", "[1.23 M]"),
        ("[12 k](value:u.e)", "13400", "[13 k]"), ("[12 k-fold](value:u.e)", "13400", "[13400 k-fold]"),
        ("[+1](value:u.e)", "2", "[+2]"), ("[1](value:u.e)", "0", "[0]"),
    ]

    @Test func keepTheirScale() throws {
        let desk = try desk(Self.scales.map { ($0.0, $0.1) })
        #expect(try desk.call("fix", "--write").code == 0)
        let lines = try desk.text("Chapters/01-numbers.md").split(separator: "\n", omittingEmptySubsequences: false)
        for (index, (prose, _, expected)) in Self.scales.enumerated() {
            let line = lines[11 + 2 * index].replacing("u.e\(index))", with: "u.e)")
            #expect(line.hasPrefix(expected) && line.contains("(value:u.e)"), "\(prose) became \(line)")
        }
        #expect(try desk.call("fix").code == 0)
        try desk.build()
    }

    @Test func neverSayZeroOfWhatIsNone() throws {
        let desk = try desk("SELECT 0.00584 AS e", "About [0.1](value:u.e), or [3](value:u.e).")
        let build = try desk.call("build")
        #expect(build.notes.contains("the prose says 0.1, the result is 0.00584 [value.wrong]"))
        #expect(build.notes.contains("help: 'spikebook fix' shows what it would be and 'fix --write' rewrites it"))
        let fix = try desk.call("fix", "--write")
        #expect(fix.code == 3 && fix.notes.hasPrefix("0 numbers rewritten\n"))
        #expect(
            fix.notes.contains("the result is 0.00584, which would be 0.0 in this manner of writing [value.rounded]")
        )
        #expect(fix.notes.contains("help: write it with more digits, such as 0.0058"))
    }

    @Test(arguments: ["about 5", "5–7", "1/2", "1'234,567", "5 ± 1", "1.2×10^5"])
    func areReadWholeOrNotAtAll(_ text: String) throws {
        let outcome = try desk("SELECT 5 AS e", "There are [\(text)](value:u.e).").call("build")
        #expect(outcome.code == 5)
        #expect(outcome.notes.contains("'\(text)' is no number [value.unreadable]"))
    }

    @Test func tellPlaceKeyAndResult() throws {
        let desk = try desk("SELECT 0.123456789 AS e", "It is [0.2](value:u.e).")
        let fix = try desk.call("fix")
        #expect(fix.output == "Chapters/01-numbers.md:12:8: u.e: 0.2 → 0.1  (0.1234568)\n")
        #expect(fix.notes == "1 number would be rewritten: 'spikebook fix --write' rewrites it\n")
        #expect(fix.code == 3)
    }

    @Test func ofFindingsKnowTheirUnit() throws {
        let configuration = "title: A\nfindings:\n  - value: \"[97.5](value:u.e)\"\n    unit: \"%\"\n    says: Much.\n"
        let desk = try desk("SELECT 0.975 AS e", "Text.", configuration: configuration)
        #expect(try desk.call("fix").notes.contains("Chapters/book.yml:3:14: error: the prose says 97.5%"))
    }
}
