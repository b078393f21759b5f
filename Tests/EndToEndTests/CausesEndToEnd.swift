import Testing

/// The reasons why results are made again, as reported by `build`, in a line or in full, and by `explain`.
@Suite struct CausesEndToEnd {
    private static func experiment(_ id: String, steps: Int) -> String {
        """
        ```{experiment}
        id: \(id)
        model: quadratic
        optimizer: {sgd: {lr: 0.1}}
        steps: \(steps)
        ```

        ```{query}
        id: end-of-\(id)
        sql: SELECT steps, final_loss FROM run WHERE experiment = '\(id)'
        caption: How \(id) ends.
        ```

        """
    }

    private func desk() throws -> Desk {
        let desk = try Desk(chapter: "# One\n\nFirst words.\n\n" + Self.experiment("bowl", steps: 5), in: "01-one.md")
        try desk.write(
            "# Two\n\nSee [](#end-of-bowl).\n\n" + Self.experiment("rim", steps: 6),
            to: "Chapters/02-two.md"
        )
        #expect(!(try desk.build().notes.contains("made anew")), "all is new")
        return desk
    }

    @Test func areThoseOfAChangedExperiment() throws {
        let desk = try desk()
        try desk.edit("Chapters/01-one.md", "steps: 5", "steps: 7")
        let stale = try desk.call("explain", "end-of-bowl")
        #expect(stale.output == "table end-of-bowl: to be made anew: experiment bowl changed (steps 5 → 7)\n")
        let build = try desk.build("-v")
        #expect(build.notes.contains("1 run made, 1 page written"), "\(build.notes)")
        #expect(build.notes.contains("table end-of-bowl: experiment bowl changed (steps 5 → 7)\n"), "\(build.notes)")
        #expect(build.notes.contains("page 01-one: its text changed; table end-of-bowl made anew\n"), "\(build.notes)")
        #expect(!build.notes.contains("end-of-rim") && !build.notes.contains("02-two"), "\(build.notes)")
        #expect(
            try desk.call("explain", "end-of-bowl").output
                == "table end-of-bowl: fresh; last made anew: experiment bowl changed (steps 5 → 7)\n"
        )
        #expect(try desk.call("explain", "end-of-rim").output == "table end-of-rim: fresh\n")
        #expect(try desk.call("explain", "02-two").output == "page 02-two: fresh\n")
    }

    @Test func areTheOnesWithANewText() throws {
        let desk = try desk()
        try desk.edit("Chapters/01-one.md", "First words", "Other words")
        let build = try desk.build()
        // The landing page shows how the chapter begins, so it changes too.
        #expect(build.notes.contains("0 runs made, 2 pages written"))
        #expect(build.notes.hasSuffix("made anew: page 01-one; its text changed\n"), "\(build.notes)")
    }

    /// A new table before another one changes the other's number.
    @Test func areTheOnesThatReferToANewNumber() throws {
        let desk = try desk()
        let query = "```{query}\nid: first\nsql: SELECT 1 AS a\ncaption: One.\n```\n\n"
        try desk.edit("Chapters/01-one.md", "First words.\n\n", "First words.\n\n" + query)
        let build = try desk.build("-v")
        #expect(build.notes.contains("table first: it is new\n"), "\(build.notes)")
        #expect(build.notes.contains("page 02-two: what it refers to changed\n"), "\(build.notes)")
    }

    @Test func areAnalysedAnewByAnotherDetector() throws {
        let desk = try desk()
        try desk.edit("Chapters/01-one.md", "steps: 5", "steps: 5\ndetector: {rise: 0.25}")
        let build = try desk.build("-v")
        #expect(build.notes.contains("0 runs made, 1 analysed anew"), "\(build.notes)")
        #expect(
            build.notes.contains("table end-of-bowl: experiment bowl is analysed anew (detector.rise 0.5 → 0.25)"),
            "\(build.notes)"
        )
    }

    @Test func haveNamesOfTheBook() throws {
        let outcome = try desk().call("explain", "end-of-bow")
        #expect(outcome.code == 2 && outcome.notes.contains("there is no experiment 'end-of-bow'"))
    }
}
