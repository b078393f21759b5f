import Foundation
import Testing

/// What `book.yml` says of the edition: authors, date, version, address, and what a reader has a minute for.
@Suite struct EditionEndToEnd {
    private static let edition = """
        authors: [Ada Lovelace, R & D]
        date: 2026-11-30
        version: "2.0"
        address: https://example.org/book
        opening: fig-anatomy
        minute:
          - {title: What happens, says: "The loss *rises* at step [283](value:outcomes.outcome_step.3)."}
        button: "[Now](02-rates.md)"

        """

    @Test func isCitedOnEachPageAndShownInPreviews() throws {
        let desk = try Desk("Bowls")
        try desk.write(Self.edition + desk.text("Chapters/book.yml"), to: "Chapters/book.yml")
        try desk.build()
        let page = try desk.text("Output/site/02-rates.html")
        #expect(
            page.contains(
                "<p>Ada Lovelace and R &amp; D. Three bowls. version 2.0, 2026-11-30. https://example.org/book</p>"
            )
        )
        #expect(
            page.contains("@misc{lovelace2026,\n  title = {{Three bowls}},\n  author = {Ada Lovelace and R \\&amp; D},")
        )
        #expect(page.contains("<meta property=\"og:url\" content=\"https://example.org/book/02-rates.html\">"))
        #expect(page.contains("content=\"https://example.org/book/figures/fig-anatomy.png\""))
        let lost = try desk.text("Output/site/404.html")
        #expect(lost.contains("<base href=\"https://example.org/book/\">") && lost.contains("There is no page at this"))
    }

    @Test func opensWithWhatAReaderHasAMinuteFor() throws {
        let desk = try Desk("Bowls")
        try desk.write(Self.edition + desk.text("Chapters/book.yml"), to: "Chapters/book.yml")
        try desk.build()
        let landing = try desk.text("Output/site/index.html")
        #expect(landing.contains("<dt>What happens</dt><dd>The loss <em>rises</em> at step <"))
        #expect(landing.contains("id=\"fig-anatomy-small") && landing.contains("width=\"320\""))
        #expect(landing.contains("<p class=\"button\"><a "))
        #expect(landing.contains("<a href=\"claims.html#verdict-partly\">"))
        try desk.edit("Chapters/book.yml", "[283]", "[284]")
        #expect(try desk.call("check").notes.contains("the prose says 284, the result is 283"))
    }

    @Test func hasAnAddressThatABrowserKnows() throws {
        let desk = try Desk("Bowls")
        try desk.write(
            "address: example.org\nopening: fig-none\n" + desk.text("Chapters/book.yml"),
            to: "Chapters/book.yml"
        )
        let outcome = try desk.call("check")
        #expect(outcome.code == 5 && outcome.notes.contains("the address 'example.org' does not begin with https://"))
    }
}
