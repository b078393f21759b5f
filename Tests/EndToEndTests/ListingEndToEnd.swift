import Foundation
import Testing

/// `Tests/Books/Sources`, which shows the source code that this program was compiled from.
@Suite struct ListingEndToEnd {
    @Test func areMarkedAndLinked() throws {
        let desk = try Desk(built: "Sources")
        let page = try desk.text("Output/site/01-listings.html")
        #expect(page.contains("<figure class=\"listing\" id=\"code-adam\">"))
        #expect(page.contains("<a class=\"reference\" href=\"#code-adam\">Listing 1.1</a>"))
        #expect(page.contains("<span class=\"hljs-keyword\">func</span> <span class=\"hljs-title\">advance</span>"))
        #expect(
            page.contains("<span class=\"hljs-type\">OptimizerState</span>&lt;<span class=\"hljs-type\">S</span>&gt;")
        )
        #expect(page.contains("<span class=\"hljs-comment\">/// The part of a step"))
        #expect(!page.contains("<span class=\"hljs-number\">_</span>"))
        let link = try #require(
            page.firstMatch(of: /href="(sources\/[^"]*Adam\.swift\.txt)">[^<]*, lines (\d+)–(\d+)</)
        )
        let lines = try desk.text("Output/site/\(link.output.1)").split(
            separator: "\n",
            omittingEmptySubsequences: false
        )
        let first = try #require(Int(link.output.2))
        #expect(lines[first - 1].contains("/// The part of a step"))
    }

    @Test func areKeptBetweenBuilds() throws {
        let desk = try Desk(built: "Sources")
        #expect(try desk.build().notes.contains("0 pages written"))
        try desk.edit("Chapters/01-listings.md", "Its head.", "The head of it.")
        #expect(try desk.build().notes.contains("1 page written"))
        let count = try desk.call(
            script: "sqlite3 Output/answers.sqlite \"SELECT count(*) FROM stored_content WHERE kind = 'listing'\""
        )
        #expect(count.output == "3\n")
    }

    @Test func needHighlightJsOnlyWhereThereAreAny() throws {
        let desk = try Desk("Sources")
        let missing = try desk.call(environment: ["SPIKEBOOK_HIGHLIGHT": "/nowhere"], "build")
        #expect(missing.code == 7)
        #expect(missing.notes.contains("install the Debian package libjs-highlight.js"))
        let formulas = try desk.call(environment: ["SPIKEBOOK_KATEX": "/nowhere"], "build")
        #expect(formulas.notes.contains("install the Debian package libjs-katex"))
        let other = try Desk("Views")
        #expect(try other.call(environment: ["SPIKEBOOK_HIGHLIGHT": "/nowhere"], "build").code == 0)
    }
}
