import Foundation
import Testing

/// Files in a book's folder that are read in a way their author may not expect.
@Suite struct BookFilesEndToEnd {
    private func desk(_ configuration: String = "title: A case\n", _ chapter: String = "# A case\n") throws -> Desk {
        try Desk(chapter: chapter, configuration: configuration)
    }

    @Test func withAnotherEndingAreTold() throws {
        let desk = try desk()
        for name in ["07-U.v2.MD", "08-more.markdown", ".hidden.MD", "notes.txt"] {
            try desk.write("# More\n", to: "Chapters/\(name)")
        }
        let outcome = try desk.build()
        #expect(
            outcome.notes.hasPrefix(
                """
                Chapters/07-U.v2.MD:1:1: warning: '07-U.v2.MD' is not read: the name of a chapter ends with .md [book.unread]
                 1 | # More
                   | ^
                help: rename it to 07-U.v2.md, or let its name end otherwise

                Chapters/08-more.markdown:1:1: warning: '08-more.markdown' is not read
                """
            ),
            "\(outcome.notes)"
        )
        #expect(outcome.notes.components(separatedBy: "warning").count == 3, "each once")
        #expect(try desk.call("check").code == 0)
    }

    @Test func thatTheListLacksAreTold() throws {
        let desk = try desk("title: A case\nchapters: [01-case.md]\n", "# A case\n\n[More](02-more.md)\n")
        for name in ["02-more.md", "README.md"] { try desk.write("# More\n", to: "Chapters/\(name)") }
        let outcome = try desk.call("build")
        #expect(outcome.code == 5 && outcome.notes.hasSuffix("1 fault; nothing was run\n"), "\(outcome.notes)")
        #expect(
            outcome.notes.contains(
                "Chapters/book.yml:2:11: warning: '02-more.md' is not read: chapters does not name it [book.unread]"
            )
        )
        #expect(outcome.notes.contains("there is no chapter '02-more.md' [reference.chapter]"))
        #expect(outcome.notes.contains("help: the file is there, add it to chapters: in book.yml"))
        #expect(!outcome.notes.contains("README"))
    }

    @Test func ofReferencesThatAreNotThereAreToldHowToBegin() throws {
        let desk = try desk("title: A case\n", "# A case\n\nAs shown [@bai2025].\n")
        let outcome = try desk.call("build")
        #expect(
            outcome.notes.contains(
                """
                help: write Chapters/references.bib with an entry for it, such as @article{bai2025, author = {Last, First}, \
                title = {The title}, year = {2025}}
                """
            )
        )
        try desk.write(
            "@article{bai2025, author = {Last, First}, title = {The title}, year = {2025}}",
            to: "Chapters/references.bib"
        )
        try desk.build()
        try desk.edit("Chapters/book.yml", "title: A case\n", "title: A case\nbibliography: nosuch.bib\n")
        #expect(try desk.call("check").notes.contains("Chapters/book.yml:2:15: error: there is no file 'nosuch.bib'"))
    }

    @Test(arguments: ["01-case.md", "book.yml", "references.bib"])
    func withControlCharactersAreTold(_ file: String) throws {
        for (sign, name) in [("\u{0}", "U+0000"), ("\u{1B}", "U+001B"), ("\u{FEFF}", "U+FEFF"), ("\u{9B}", "U+009B")] {
            let desk = try desk()
            try desk.write("% No entry.\n", to: "Chapters/references.bib")
            let lines = try desk.text("Chapters/\(file)") + "\n\n# ab\(sign)c\n"
            try desk.write(lines, to: "Chapters/\(file)")
            let outcome = try desk.call("check")
            let fault = "Chapters/\(file):4:5: error: a control character, \(name) [book.control-character]"
            #expect(outcome.code == 5 && outcome.notes.contains(fault), "\(outcome.notes)")
        }
    }
}
