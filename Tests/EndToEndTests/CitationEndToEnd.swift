import Foundation
import Testing

/// Cited works on a book's pages.
@Suite struct CitationEndToEnd {
    private func desk() throws -> Desk {
        let desk = try Desk()
        try desk.write(
            "title: Cites\nfindings:\n  - {value: '[2](value:q.n)', says: 'So it is said by @adam15.'}\n",
            to: "Chapters/book.yml"
        )
        try desk.write(
            "@misc{adam15, author = {Kingma, D.P. and Ba, J.}, title = {A}, year = 2015, doi = {10.1/a#b<c}}\n",
            to: "Chapters/references.bib"
        )
        let chapter = """
            # After @adam15

            It is said to be so [see @adam15, p. 3].

            ## As [@adam15] says

            @adam15 [p. 4] and @someone say more.

            ```{query}
            id: q
            sql: SELECT 2 AS n
            caption: '[see @adam15] A number.'
            ```

            ```{claim}
            id: c
            says: As @adam15 says, it holds.
            sql: SELECT 1 AS a
            expect: a = 1
            ```

            """
        try desk.write(chapter, to: "Chapters/01-a.md")
        return desk
    }

    @Test func areNamedWhereverTheirSentenceIsRead() throws {
        let desk = try desk()
        #expect(try desk.build().notes.contains("warning") == false)
        let page = try desk.text("Output/site/01-a.html")
        let link = "<a class=\"citation\" href=\"#ref-adam15\">"
        #expect(page.contains("<title>After Kingma and Ba (2015) · Cites</title>"))
        #expect(page.contains("content=\"It is said to be so (see Kingma and Ba 2015, p. 3).\""))
        #expect(page.contains("It is said to be so (see \(link)Kingma and Ba 2015</a>, p. 3)."))
        #expect(page.contains("\(link)Kingma and Ba (2015, p. 4)</a> and @someone say more."))
        #expect(page.contains("<a href=\"#as-says\">As (Kingma and Ba 2015) says</a>"))
        #expect(page.contains("href=\"https://doi.org/10.1/a%23b%3Cc\""))
        let landing = try desk.text("Output/site/index.html")
        let away = "<a class=\"citation\" href=\"01-a.html#ref-adam15\">Kingma and Ba (2015)</a>"
        #expect(landing.contains("So it is said by \(away)."))
        #expect(try desk.text("Output/site/claims.html").contains("As \(away) says, it holds."))
        #expect(landing.contains("It is said to be so (see Kingma and Ba 2015, p. 3)."))
        let index = try desk.text("Output/site/search-index.js")
        #expect(index.contains("It is said to be so (see Kingma and Ba 2015, p. 3)."))
    }

    @Test func areFaultsInBracketsAndWarningsWithoutWhenThereAreNone() throws {
        let desk = try desk()
        try desk.edit("Chapters/01-a.md", "@adam15 [p. 4]", "@adam51 [p. 4]")
        let near = try desk.call("build")
        #expect(near.code == 0)
        let told = "Chapters/01-a.md:7:1: warning: no work has the key 'adam51' [bibliography.unread]"
        #expect(near.notes.components(separatedBy: told).count == 2, "told once: \(near.notes)")
        #expect(near.notes.contains("help: did you mean '@adam15'?"))
        try desk.edit("Chapters/01-a.md", "[see @adam15] A", "[see @adam51] A")
        let unknown = try desk.call("build")
        #expect(unknown.code == 5)
        #expect(unknown.notes.contains("error: no work has the key 'adam51' [bibliography.unknown]"))
    }
}
