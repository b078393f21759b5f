import Foundation
import Testing

/// Books with one fault each.
///
/// `Tests/Books/Faults/<fault>` is a chapter or a `book.yml`, and the file beside it holds the expected messages.
@Suite struct BookFaultsEndToEnd {
    private static let names =
        ((try? FileManager.default.contentsOfDirectory(atPath: Desk.books.appending(path: "Faults").path)) ?? [])
        .filter { !$0.hasSuffix(".txt") }.sorted()

    private static let chapter = """
        # A case

        ```{claim}
        id: falls
        says: One is one.
        sql: SELECT 1 AS a
        expect: a = 1
        ```
        """

    /// A book in which one file is replaced by that of the case.
    private func desk(_ name: String) throws -> Desk {
        let desk = try Desk()
        let text = try String(contentsOf: Desk.books.appending(path: "Faults/\(name)"), encoding: .utf8)
        let isChapter = name.hasSuffix(".md")
        try desk.write(isChapter ? "title: A case\n" : text, to: "Chapters/book.yml")
        try desk.write(isChapter ? text : Self.chapter, to: "Chapters/01-case.md")
        return desk
    }

    @Test(arguments: names)
    func tellPlaceLineAndHelp(_ name: String) throws {
        let desk = try desk(name)
        let outcome = try desk.call("build")
        #expect(outcome.code == 5)
        #expect(outcome.output.isEmpty)
        #expect(outcome.notes.contains(/(?m)^Chapters\/[a-z0-9-]+\.(md|yml):\d+:\d+: error: .+ \[[a-z.-]+\]$/))
        #expect(outcome.notes.contains(/(?m)^ +\| +\^+$|^ +\| *\t*\^+$/), "no caret")
        #expect(!desk.has("Output/site/index.html"))
        let stem = try #require(name.split(separator: ".").first)
        try expectSnapshot(outcome.notes, "Faults/\(stem).txt")
    }

    @Test func thereAreEnough() {
        #expect(Self.names.count >= 50)
    }

    @Test func tellTenFaultsTogetherAndRunNothing() throws {
        let desk = try Desk("TenFaults")
        for command in ["build", "check", "status", "claims", "fix"] {
            let outcome = try desk.call(command)
            #expect(outcome.code == 5)
            #expect(outcome.notes.hasSuffix("10 faults; nothing was run\n"), "\(command)")
        }
        try expectSnapshot(try desk.call("build").notes, "TenFaults/expected.txt")
        #expect(!desk.has("Output"))
    }

    @Test func runNothingForAFaultThatOnlyTheArchiveShows() throws {
        let desk = try desk("sql-column.md")
        try desk.call("build")
        #expect(try desk.number("SELECT count(*) FROM run") == 0)
    }

    @Test func annotatePullRequests() throws {
        let outcome = try desk("range-wrong.md").call("build", "--diagnostics", "github")
        #expect(outcome.code == 5)
        #expect(
            outcome.notes == """
                ::error file=Chapters/01-case.md,line=6,col=27,title=experiment.out-of-range::1.5 is out of range\
                %0Aallowed: from 0 to below 1

                """
        )
    }

    @Test func areToldToPrograms() throws {
        let outcome = try Desk("TenFaults").call("check", "--diagnostics", "json")
        let list = try #require(try JSONSerialization.jsonObject(with: Data(outcome.notes.utf8)) as? [[String: Any]])
        #expect(list.count == 10)
        #expect(list.allSatisfy { $0["file"] is String && $0["line"] is Int && $0["column"] is Int })
    }

    @Test func doNotStopAtAFileThatIsNoUTF8() throws {
        let desk = try desk("key-unknown.md")
        try desk.write(Data("# Caf".utf8) + Data([0xE9, 0x0A]), to: "Chapters/02-latin.md")
        let outcome = try desk.call("build")
        #expect(outcome.code == 5)
        #expect(
            outcome.notes.contains(
                "Chapters/02-latin.md:1:6: error: the chapter '02-latin.md' is no UTF-8 text [book.encoding]"
            )
        )
        #expect(outcome.notes.contains("help: save the file in the encoding UTF-8"))
        #expect(outcome.notes.contains("no setting 'stepz'"))
    }

    @Test func areFoundInFilesFromOtherSystems() throws {
        let desk = try desk("sql-column.md")
        let before = try desk.call("build").notes
        let text = try desk.text("Chapters/01-case.md").replacing("\n", with: "\r\n")
        try desk.write(Data([0xEF, 0xBB, 0xBF]) + Data(text.utf8), to: "Chapters/01-case.md")
        try desk.write("title: A case\r\n", to: "Chapters/book.yml")
        #expect(try desk.call("build").notes == before)
    }

    @Test func areNoBookAtAll() throws {
        let desk = try Desk()
        let missing = try desk.call("build")
        #expect(missing.code == 5)
        #expect(missing.notes.contains("there is no book in 'Chapters': there is no such folder"))
        try desk.write("title: Empty\n", to: "Chapters/book.yml")
        let empty = try desk.call("build")
        #expect(empty.code == 5)
        #expect(empty.notes.contains("Chapters/book.yml:1:1: error: the book has no chapters [book.empty]"))
    }
}
