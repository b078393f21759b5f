import Foundation
import Testing

/// `spikebook new book` and `new chapter`, whose output can be built at once.
@Suite struct NewBookCommandEndToEnd {
    @Test func canBeBuiltAtOnce() throws {
        let desk = try Desk()
        let begun = try desk.call("new", "book", "my-book")
        #expect(begun.code == 0)
        #expect(begun.output == "my-book/book.yml\nmy-book/references.bib\nmy-book/01-first-spike.md\n")
        #expect(begun.notes == "build it: spikebook build --book my-book --output my-book/Output\n")
        #expect(try desk.text("my-book/book.yml").contains("title: 'My book'\n"))
        let place = ["--book", "my-book", "--output", "my-book/Output"]
        let built = try desk.call(["build"] + place)
        #expect(
            built.code == 0 && built.notes.contains("1 run made, 4 pages written, 1 of 1 verdict"),
            "\(built.notes)"
        )
        #expect(!built.notes.contains("warning"))
        #expect(try desk.call(["check"] + place).output == "1 claim, 1 number of the prose: all in order\n")
        #expect(try desk.text("my-book/Output/site/01-first-spike.html").contains("Adaptive Preconditioners"))
        // Chapters of any title can be added.
        for title in ["How momentum's \"rate\": helps", "Überblick", "3 rates", "动量", "Überblick"] {
            #expect(try desk.call(["new", "chapter", title, "--book", "my-book"]).code == 0, "\(title)")
        }
        #expect(try desk.call("new", "chapter", "--book", "my-book").output == "my-book/07-a-new-chapter.md\n")
        let names = try FileManager.default.contentsOfDirectory(atPath: desk.folder.appending(path: "my-book").path)
        #expect(
            names.filter { $0.hasSuffix(".md") }.sorted() == [
                "01-first-spike.md", "02-how-momentum-s-rate-helps.md", "03-uberblick.md", "04-3-rates.md",
                "05-chapter.md", "06-uberblick.md", "07-a-new-chapter.md",
            ]
        )
        let grown = try desk.call(["build"] + place)
        #expect(grown.code == 0 && grown.notes.contains("3 runs made") && grown.notes.contains("7 of 7 verdicts"))
        #expect(!grown.notes.contains("warning"), "\(grown.notes)")
    }

    @Test func writeOverNothing() throws {
        let desk = try Desk()
        try desk.write("mine", to: "book/REFERENCES.bib")
        try desk.write("other", to: "book/notes.txt")
        let refused = try desk.call("new", "book", "book")
        #expect(refused.code == 2 && refused.output.isEmpty)
        #expect(refused.notes == "error: nothing is written, since this is there already: 'book/REFERENCES.bib'\n")
        #expect(try desk.files("book").keys.sorted() == ["REFERENCES.bib", "notes.txt"])
        try desk.remove("book/REFERENCES.bib")
        #expect(try desk.call("new", "book", "book").code == 0)
        let before = try desk.files("book")
        #expect(before["notes.txt"] == Data("other".utf8) && before.count == 4)
        #expect(try desk.call("new", "book", "book").code == 2)
        #expect(try desk.files("book") == before)
    }

    @Test func takeBackWhatTheyCannotEnd() throws {
        let desk = try Desk()
        try desk.write("a file", to: "taken")
        let outcome = try desk.call("new", "book", "taken/inside")
        #expect(outcome.code == 7, "\(outcome.notes)")
        #expect(try desk.files("").keys.sorted() == ["taken"])
        // The name is too long for the system, after two files that are not.
        let long = String(repeating: "x", count: 240)
        #expect(try desk.call("new", "book", "\(long)\(long)").code == 7)
        #expect(try desk.files("").count == 1)
    }

    @Test func tellWhereAListOfChaptersMustGrow() throws {
        let desk = try Desk()
        try desk.call("new", "book", "Chapters")
        try desk.edit("Chapters/book.yml", "sentence:", "chapters: [01-first-spike.md]\nsentence:")
        let outcome = try desk.call("new", "chapter", "More")
        #expect(outcome.notes == "book.yml lists its chapters: add '- 02-more.md' to them\n")
    }

    @Test(arguments: [
        (["new", "chapter", "two\nlines"], "is no title: it is one line with words in it"),
        (["new", "chapter", "  "], "is no title: it is one line with words in it"),
        (["new", "book", ""], "a book needs a folder of its own"),
        (["new", "book", "/"], "a book needs a folder of its own"),
    ])
    func refuseWhatIsNoName(_ arguments: [String], _ told: String) throws {
        let outcome = try Desk("Bowls").call(arguments)
        #expect(outcome.code == 2 && outcome.notes.contains(told), "\(outcome.notes)")
    }

    @Test func needABookForAChapter() throws {
        let outcome = try Desk().call("new", "chapter", "More")
        #expect(outcome.code == 5 && outcome.notes.contains("there is no book in 'Chapters'"))
    }
}
