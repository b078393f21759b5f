import Foundation
import Testing

/// `Tests/Books/Notes`, which has a margin note.
@Suite struct AsideEndToEnd {
    @Test func standsInThePageAndIsReferredTo() throws {
        let desk = try Desk(built: "Notes")
        let page = try desk.text("Output/site/01-notes.html")
        #expect(page.contains("<aside class=\"sidenote aside\" id=\"why\">"))
        #expect(page.contains("<p class=\"aside-title\">Why <em>it</em> counts</p>"))
        #expect(page.contains("<em>something</em>") && page.components(separatedBy: "href=\"#why\"").count == 3)
    }

    @Test func tellsWhatItLacks() throws {
        let desk = try Desk("Notes")
        try desk.edit("Chapters/01-notes.md", "says.", "says, and [that](#nowhere) not.")
        try desk.edit("Chapters/01-notes.md", "title: Why *it* counts", "titel: Why")
        let built = try desk.call("build")
        #expect(built.code == 5)
        #expect(built.notes.contains("01-notes.md:7:1: error: aside has no setting 'titel'"))
        #expect(built.notes.contains("did you mean 'title'?"))
        try desk.edit("Chapters/01-notes.md", "titel", "title")
        let again = try desk.call("build")
        #expect(again.code == 5 && again.notes.contains("01-notes.md:8:"))
        #expect(again.notes.contains("nowhere"))
    }
}
