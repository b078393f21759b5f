import Testing

/// The key `changed:` of a claim, which records its earlier rule.
@Suite struct EarlierRuleEndToEnd {
    private static let written = """
        verdict: not reproduced
        changed:
          - rule: "`outcome = 'completed'`, of $\\\\beta_2 = 0.9$ alone."
            verdict: reproduced
            date: 2026-11-24
            why: See [](#fig-calm).
        """

    @Test func standFoldedWithTheClaimAndCountOnTheLandingPage() throws {
        let desk = try Desk(built: "Undecided")
        #expect(try desk.text("Output/site/index.html").contains("Every verdict is the one its author expected."))
        try desk.edit("Chapters/01-open.md", "verdict: not reproduced", Self.written)
        try desk.build()
        let page = try desk.text("Output/site/01-open.html")
        #expect(page.contains("<summary>Changed after its first run</summary>"))
        #expect(page.contains("<time datetime=\"2026-11-24\">2026-11-24</time>. Before: <code>outcome = "))
        #expect(page.contains("It found: reproduced. See <a class=\"reference\" href=\"#fig-calm\">"))
        let landing = try desk.text("Output/site/index.html")
        #expect(landing.contains("Every verdict is the one its author expects now. One claim had another rule"))
        #expect(try desk.call("build", "--format", "markdown").code == 0)
        let markdown = try desk.text("Output/markdown/01-open.md")
        #expect(markdown.contains("- Changed after its first run, 2026-11-24. Before: `outcome"))
    }

    @Test func areRefusedWithoutTheirParts() throws {
        let desk = try Desk("Undecided")
        let wrong = Self.written.replacing("2026-11-24", with: "24.11.2026").replacing(": reproduced", with: ": yes")
        try desk.edit("Chapters/01-open.md", "verdict: not reproduced", wrong)
        let outcome = try desk.call("check")
        #expect(outcome.code == 5)
        #expect(outcome.notes.contains("'yes' is not allowed"))
        try desk.edit("Chapters/01-open.md", ": yes", ": partly")
        #expect(try desk.call("check").notes.contains("'24.11.2026' is no day"))
    }
}
