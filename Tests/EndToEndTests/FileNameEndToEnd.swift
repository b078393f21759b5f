import Foundation
import Testing

/// Chapters and pictures whose names have a meaning in URLs, or that are in other folders.
@Suite struct FileNameEndToEnd {
    private static let chapters = ["02 b#.md", "05-why?.md", "06-100%.md", "07-a:b&c.md", "08-größe.md"]
    private static let picture = Data("<svg xmlns=\"http://www.w3.org/2000/svg\"/>".utf8)

    private func desk(_ text: String) throws -> Desk {
        try Desk(chapter: "# First\n\n" + text, in: "01-first.md", configuration: "title: Odd\n")
    }

    @Test func areEncodedInEveryAddress() throws {
        let links = """
            [a](02%20b%23.md#part) [b](05-why%3F.md) [c](06-100%25.md) [d](07-a%3Ab&c.md) [e](./08-gr%C3%B6%C3%9Fe.md#%C3%BCber)
            [f](<02 b%23.md>) [g](01-first.md#first) [h](#part) ![i](pics/a%20b%23%25.svg) ![j](./pics//a#b.svg)

            """
        let desk = try desk(links)
        for name in Self.chapters {
            let part = name.hasPrefix("02") ? "## Part" : "## Über"
            try desk.write("# \(name)\n\n\(part)\n", to: "Chapters/\(name)")
        }
        for name in ["a b#%.svg", "a#b.svg"] { try desk.write(Self.picture, to: "Chapters/pics/\(name)") }
        try desk.build()
        let pages = try SitePages(desk)
        #expect(pages.flaws == [])
        #expect(desk.has("Output/site/images/pics/a b#%.svg") && desk.has("Output/site/images/pics/a#b.svg"))
        let addresses = try #require(pages.addresses["01-first.html"])
        for address in [
            "02%20b%23.html#part", "05-why%3F.html", "06-100%25.html", "07-a%3Ab&c.html",
            "08-gr%C3%B6%C3%9Fe.html#über",
            "images/pics/a%20b%23%25.svg", "images/pics/a%23b.svg",
        ] {
            #expect(addresses.contains(address), "\(address)")
        }
    }

    @Test func ofPicturesGoWhenNoPageShowsThem() throws {
        let desk = try desk("![A picture](pics/deep/a%20b.svg) ![Another](c.svg)\n")
        for name in ["pics/deep/a b.svg", "c.svg"] { try desk.write(Self.picture, to: "Chapters/\(name)") }
        try desk.build()
        try desk.write("mine", to: "Output/site/images/pics/deep/mine.svg")
        try desk.write("# First\n\n![Another](c.svg)\n", to: "Chapters/01-first.md")
        try desk.build()
        let images = try desk.files("Output/site/images")
        #expect(Set(images.keys) == ["c.svg", "pics/deep/mine.svg"])
    }

    @Test func ofPicturesThatChangeAreCopiedAgain() throws {
        let desk = try desk("![A picture](c.svg)\n")
        try desk.write(Self.picture, to: "Chapters/c.svg")
        try desk.build()
        #expect(try desk.build().notes.contains("0 pages written"))
        let other = Self.picture + Data("\n".utf8)
        try desk.write(other, to: "Chapters/c.svg")
        try desk.build()
        #expect(try desk.data("Output/site/images/c.svg") == other)
    }

    @Test func ofLinksToOtherFoldersAreRefused() throws {
        let desk = try desk("![A picture](c.svg)\n\n![A bent one](pics/d.svg)\n")
        for name in ["secret", "d"] { try desk.write(Self.picture, to: "\(name).svg") }
        func link(_ path: String, to target: String) throws {
            let file = desk.folder.appending(path: path).path
            try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: target)
        }
        try link("Chapters/c.svg", to: "../secret.svg")
        try link("Chapters/pics", to: "..")
        try link("Chapters/02-lost.md", to: "nowhere.md")
        let outcome = try desk.call("build")
        #expect(outcome.code == 5 && !desk.has("Output/site"))
        #expect(outcome.notes.contains("the image 'c.svg' lies outside the book"))
        #expect(outcome.notes.contains("the image 'pics/d.svg' lies outside the book"))
        #expect(outcome.notes.contains("the chapter '02-lost.md' is a link that leads nowhere"))
        #expect(!outcome.notes.contains("did you mean"))
    }

    /// Names that would give the same file, or no valid file name.
    @Test func thatCollideAreToldBeforeAnythingIsRun() throws {
        let desk = try desk("![A](c.svg) ![B](C.svg)\n")
        for name in ["c.svg", "C.svg"] { try desk.write(Self.picture, to: "Chapters/\(name)") }
        for name in ["index", "02-same", "02-Same", "INDEX", String(repeating: "n", count: 252)] {
            try desk.write("# \(name.prefix(9))\n", to: "Chapters/\(name).md")
        }
        let outcome = try desk.call("build")
        #expect(outcome.code == 5 && !desk.has("Output/site"))
        for (place, message) in [
            (
                "01-first.md:3:13",
                "the image 'C.svg' and the image 'c.svg' would be one file where the disk knows no case"
            ),
            ("index.md:1:1", "the page of the chapter 'index.md' would be index.html, which is the landing page"),
            ("INDEX.md:1:1", "the page of the chapter 'INDEX.md' would be index.html, which is the landing page"),
            ("02-same.md:1:1", "the chapter '02-same.md' and the chapter '02-Same.md' would be one file where"),
        ] {
            #expect(outcome.notes.contains("Chapters/\(place): error: \(message)"), "\(outcome.notes)")
        }
        #expect(outcome.notes.contains("help: the first is at Chapters/02-Same.md:1; rename one of them"))
        #expect(outcome.notes.contains(/a file's name would have 257 bytes, that of the chapter 'n+… \[/))
        #expect(outcome.notes.hasSuffix("5 faults; nothing was run\n"))
    }

    @Test func ofTheReferenceGiveWay() throws {
        let desk = try desk("Words.\n")
        try desk.write("# Mine\n", to: "Chapters/Reference.md")
        try desk.build()
        #expect(desk.has("Output/site/Reference.html") && desk.has("Output/site/book-reference.html"))
        #expect(try SitePages(desk).flaws == [])
    }
}
