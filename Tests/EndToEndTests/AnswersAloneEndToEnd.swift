import Foundation
import Testing

/// An unchanged book whose cached answers are present is built without its archive.
@Suite struct AnswersAloneEndToEnd {
    /// Two copies of a book, the second with the answers of the first.
    private func pair(_ book: String) throws -> (first: Desk, second: Desk) {
        let first = try Desk(built: book)
        #expect(try first.call("cache", "export", "--answers", "small.sqlite").code == 0)
        let second = try Desk(book)
        try second.write(try first.data("small.sqlite"), to: "Output/answers.sqlite")
        return (first, second)
    }

    @Test(arguments: ["Bowls", "Marks"])
    func areAllThatAFrozenBuildNeeds(book: String) throws {
        let (first, second) = try pair(book)
        let build = try second.call("build", "--frozen")
        #expect(build.code == 0, "\(build.notes)")
        #expect(!second.has("Output/spikebook.sqlite"))
        var (wanted, found) = try (first.files("Output"), second.files("Output"))
        for name in ["spikebook.sqlite", "spikebook.sqlite.seal", "answers.sqlite"] {
            wanted[name] = nil
            found[name] = nil
        }
        #expect(wanted.keys.sorted() == found.keys.sorted())
        for (path, data) in wanted { #expect(found[path] == data, "\(path)") }
    }

    @Test func areNotEnoughForAChangedBook() throws {
        let (_, second) = try pair("Bowls")
        let chapter = try #require(try second.files("Chapters").keys.filter { $0.hasSuffix(".md") }.min())
        let text = try second.text("Chapters/\(chapter)")
        try second.write(
            text + "\n```{query}\nid: another\nsql: SELECT count(*) FROM run\ncaption: All.\n```\n",
            to: "Chapters/\(chapter)"
        )
        let build = try second.call("build", "--frozen")
        #expect(
            build.code == 3 && build.notes.contains("there is no archive at Output/spikebook.sqlite"),
            "\(build.notes)"
        )
        #expect(!second.has("Output/spikebook.sqlite"))
    }

    @Test func takeThePlaceOfNothingElse() throws {
        let desk = try Desk(built: "Bowls")
        try desk.write("mine", to: "notes.txt")
        #expect(try desk.call("cache", "export", "--answers", "notes.txt").code == 7)
        #expect(try desk.text("notes.txt") == "mine")
    }
}
