import Foundation
import Testing

/// The reference page in a built site.
@Suite struct ReferencePageEndToEnd {
    @Test func standInEverySiteAndItsContents() throws {
        let desk = try Desk(built: "Bowls")
        let page = try desk.text("Output/site/reference.html")
        #expect(page.contains("<h3 id=\"optimizer-adam\">") && page.contains("<h3 id=\"table-trace\">"))
        #expect(page.contains("<a href=\"reference.html\" aria-current=\"page\">Reference</a>"))
        for other in ["index", "01-descent", "03-spike"] {
            #expect(try desk.text("Output/site/\(other).html").contains("<a href=\"reference.html\">Reference</a>"))
        }
        #expect(try desk.text("Output/site/03-spike.html").contains("<a href=\"reference.html#optimizer-adam\">"))
        #expect(try desk.text("Output/site/search-index.js").contains("[\"reference.html#optimizer-adam\",\"adam\","))
    }

    @Test func areMadeAgainOnlyWhenTheyMustBe() throws {
        let desk = try Desk(built: "Bowls")
        let times = try desk.times("Output/site")["reference.html"]
        #expect(try desk.build().notes.contains("0 pages written"))
        #expect(try desk.times("Output/site")["reference.html"] == times)
        let page = try desk.text("Output/site/reference.html")
        try desk.write("spoilt", to: "Output/site/reference.html")
        try desk.build()
        #expect(try desk.text("Output/site/reference.html") == page)
        try desk.edit("Chapters/01-descent.md", "# Descent in a bowl\n", "# Down in a bowl\n")
        try desk.build()
        #expect(try desk.text("Output/site/reference.html").contains("Down in a bowl</a>"), "the contents are new")
    }
}
