import Foundation
import Testing

/// Numbers of one row among several, selected by the row's index or by its contents.
@Suite struct ValueKeyEndToEnd {
    private static let rows = """
        WITH t(momentum, name, seed, median) AS (VALUES
          (0, 'plain', 1, 0.5), (0.5, 'half way', 1, 0.25), (0.9, 'fast', 1, 0.125), (0.9, 'fast', 2, 0.75))
          SELECT * FROM t
        """

    private func desk(_ sql: String = rows, _ prose: String, configuration: String = "title: Rows\n") throws -> Desk {
        let query = "```{query}\nid: finals\nsql: |\n  \(sql)\ncaption: The finals.\n```"
        let desk = try Desk(
            chapter: "# Rows\n\nThe rows.\n\n\(query)\n\n\(prose)\n",
            in: "01-rows.md",
            configuration: configuration
        )
        return desk
    }

    @Test func areFoundInProseCaptionsAndFindings() throws {
        let prose = """
            Without [0.5](value:finals.median[momentum=0]), by name [0.25](<value:finals.median[name=half way]>) or
            [0.25](value:finals.median[name=half%20way] "±0.1"), with both [0.75](value:finals.median[momentum=0.90,seed=2]).
            """
        let configuration =
            "title: Rows\nfindings:\n  - value: \"[0.125](value:finals.median[name=fast,seed=1])\"\n    says: It falls.\n"
        let desk = try desk(prose: prose, configuration: configuration)
        try desk.edit("Chapters/01-rows.md", "The finals.", "The median is [0.5](value:finals.median[momentum=0]).")
        try desk.build()
        #expect(try desk.call("check").notes.isEmpty)
        #expect(try desk.text("Output/site/01-rows.html").contains("finals.median[momentum=0], computed: 0.5"))
        try desk.edit("Chapters/01-rows.md", "is [0.5](", "is [0.6](")
        try desk.edit("Chapters/01-rows.md", "[0.75](", "[0.85](")
        let fix = try desk.call("fix", "--write")
        #expect(fix.code == 0)
        #expect(fix.output.contains("finals.median[momentum=0.90,seed=2]: 0.85 → 0.75"))
        try desk.build()
    }

    private func desk(prose: String, configuration: String) throws -> Desk {
        try desk(Self.rows, prose, configuration: configuration)
    }

    @Test(arguments: [
        ("momentun=0.9", 5, "query 'finals' has no column 'momentun' [value.column]", "did you mean 'momentum'?"),
        (
            "momentum=0.95", 3, "no row of 'finals' has momentum = 0.95 [value.unknown]",
            "momentum is one of 0, 0.5, 0.9"
        ),
        ("name=fats", 3, "no row of 'finals' has name = fats [value.unknown]", "did you mean 'fast'?"),
        (
            "momentum=0.9", 3, "2 rows of 'finals' have momentum = 0.9 [value.unknown]",
            "name more columns: the first of them is median[momentum=0.9,seed=1]"
        ),
        (
            "momentum=0.5,seed=2", 3, "no row of 'finals' has seed = 2 [value.unknown]", "seed is one of 1"
        ),
        (
            "momentum", 5, "'value:finals.median[momentum]' does not say which row [value.incomplete]",
            "write column=value between brackets at the end"
        ),
    ])
    func tellWhatThereIs(_ condition: String, _ code: Int32, _ message: String, _ help: String) throws {
        let outcome = try desk(Self.rows, "It is [0.5](value:finals.median[\(condition)]).").call("build")
        #expect(outcome.code == code)
        #expect(outcome.notes.contains("Chapters/01-rows.md:14:8: error: \(message)"), "\(outcome.notes)")
        #expect(outcome.notes.contains("help: \(help)"), "\(outcome.notes)")
    }

    @Test func tellThatARowMustBeNamed() throws {
        let outcome = try desk(Self.rows, "It is [0.5](value:finals.median).").call("build")
        #expect(outcome.notes.contains("query 'finals' has 4 rows"))
        #expect(outcome.notes.contains("value:finals.median[momentum=0,seed=1] is the first"))
        let odd = try desk(Self.rows, "It is [0.5](value:finals.median.first).").call("build")
        #expect(odd.code == 5)
        #expect(odd.notes.contains("'first' is no row of query 'finals' [value.column]"))
    }

    @Test func areNotRewrittenWhenTheyMayHaveMoved() throws {
        let moved = Self.rows.replacing("VALUES", with: "VALUES (0.1, 'slow', 1, 0.4),").replacing(
            "FROM t",
            with: "FROM t ORDER BY seed, momentum"
        )
        let desk = try desk(moved, "It is [0.25](value:finals.median.2) or [0.9](value:finals.median.3).")
        try desk.call("build")
        let before = try desk.files("Chapters")
        let fix = try desk.call("fix")
        #expect(fix.code == 3)
        #expect(fix.output.contains("finals.median.3: 0.9 → 0.2  (0.25; row 3: momentum 0.5, name half way, seed 1)"))
        #expect(
            fix.notes.contains(
                "the prose says 0.25, which is row 3 of 'finals' and not row 2, 0.4 [value.row-moved]"
            ),
            "\(fix.notes)"
        )
        #expect(fix.notes.contains("write value:finals.median[momentum=0.5,seed=1] if 0.25 is right"), "\(fix.notes)")
        #expect(try desk.files("Chapters") == before)
    }
}
