import Foundation
import Testing

/// Ids given by authors and ids generated for pages, on one page.
@Suite struct PageIdentifiersEndToEnd {
    private static func query(_ id: String, _ caption: String = "One row.") -> String {
        "```{query}\nid: \(id)\nsql: SELECT 1 AS a\ncaption: |\n  \(caption)\n```\n\n"
    }

    /// The ids of a book without collisions are stable, since other sites link to them.
    @Test func stayAsTheyWere() throws {
        let pages = try SitePages(Desk(built: "Bowls"))
        #expect(pages.flaws == [])
        let ids = try #require(pages.identifiers["03-spike.html"])
        for id in ["fig-loss", "fig-loss-caption", "fig-loss-t", "fig-loss-narrow-t", "references"] {
            #expect(ids.contains(id), "\(id)")
        }
    }

    @Test func giveWayToWhatAuthorsName() throws {
        let desk = try Desk()
        try desk.write("title: Names\n", to: "Chapters/book.yml")
        let text = """
            # Rows

            [A](#rows) [B](#the-rows) [C](#rows-caption) [D](02-more.md#rows) [E](#rows-2)[^x].

            [^x]: A note.

            ## Rows

            ## Rows caption

            ## fn x

            ## The rows {#the-rows}


            """
        try desk.write(text + Self.query("rows"), to: "Chapters/01-names.md")
        try desk.write("# More\n\n## Rows\n", to: "Chapters/02-more.md")
        try desk.build()
        let pages = try SitePages(desk)
        #expect(pages.flaws == [])
        let ids = Set(try #require(pages.identifiers["01-names.html"]))
        let heading = try desk.text("Output/site/01-names.html")
        #expect(heading.contains("<div class=\"query\" id=\"rows\" role=\"group\" aria-labelledby=\"rows-caption-2\">"))
        #expect(heading.contains("<h2 id=\"rows-caption\">") && heading.contains("<h2 id=\"fn-x\">"))
        #expect(ids.isSuperset(of: ["rows-3", "fn-x-2", "fnref-x", "the-rows"]))
        #expect(pages.addresses["01-names.html"]?.contains("02-more.html#rows") == true)
    }

    @Test func areThoseOfEachWorkAndNote() throws {
        let desk = try Desk()
        try desk.write("title: Names\n", to: "Chapters/book.yml")
        let works = ["smith:2020", "smith-2020", "smith/2020"].enumerated().map { index, key in
            "@article{\(key), author = {Smith, A.}, title = {Part \(index + 1)}, year = {2020}}\n"
        }
        try desk.write(works.joined(), to: "Chapters/references.bib")
        let note = "One row[^a].\n\n  [^a]: Its own note."
        try desk.write(
            "# Works\n\n[@smith:2020] [@smith-2020] [@smith/2020] a[^ü] b[^1].\n\n[^ü]: One.\n\n[^1]: Two.\n\n"
                + Self.query("one", note) + Self.query("two", note),
            to: "Chapters/01-works.md"
        )
        try desk.build()
        let pages = try SitePages(desk)
        #expect(pages.flaws == [])
        let ids = try #require(pages.identifiers["01-works.html"])
        #expect(ids.filter { $0.hasPrefix("ref-") } == ["ref-smith-2020", "ref-smith-2020-2", "ref-smith-2020-3"])
        #expect(ids.filter { $0.hasPrefix("fn-") } == ["fn-1", "fn-1-2", "fn-a", "fn-a-2"])
        // The list is sorted by titles, but the keys are not.
        let page = try desk.text("Output/site/01-works.html")
        let cited = page.components(separatedBy: "class=\"citation\" href=\"#").dropFirst().map {
            $0.prefix { $0 != "\"" }
        }
        for (id, part) in zip(cited, 1...) { #expect(page.contains(try Regex("<li id=\"\(id)\">[^\n]*Part \(part)"))) }
    }

    @Test func ofDrawingsOnOnePageDiffer() throws {
        let desk = try Desk("Bowls")
        try desk.edit("Chapters/03-spike.md", "id: fig-loss", "id: fig-anatomy-narrow")
        let spike = try desk.text("Chapters/03-spike.md").replacing("#fig-loss", with: "#fig-anatomy-narrow")
        try desk.write(spike + "\n## fig anatomy g0\n", to: "Chapters/03-spike.md")
        try desk.build()
        #expect(try SitePages(desk).flaws == [])
        #expect(try desk.build().notes.contains("0 pages written"))
    }

    @Test func ofTheLandingPagesTextsLeadToTheChapters() throws {
        let desk = try Desk()
        try desk.write("title: Names\n", to: "Chapters/book.yml")
        try desk.write("@misc{k, title = {A work}, year = {2020}}\n", to: "Chapters/references.bib")
        let claim =
            "```{claim}\nid: %\nsays: |\n  See [the rows](#rows), [@k][^a].\n\n  [^a]: A note.\nsql: SELECT 1 AS a\nexpect: a = 1\n```\n\n"
        let claims = ["c", "d"].map { claim.replacing("%", with: $0) }.joined()
        try desk.write("# Claims\n\n" + Self.query("rows") + claims, to: "Chapters/01 claims.md")
        try desk.build()
        let pages = try SitePages(desk)
        #expect(pages.flaws == [])
        let addresses = try #require(pages.addresses["claims.html"])
        #expect(addresses.contains("01%20claims.html#rows") && addresses.contains("01%20claims.html#ref-k"))
    }
}
