import Foundation
import Testing

/// Files of the author that the program rewrites keep their links, modes and hard links.
@Suite struct WholeFileEndToEnd {
    private let desk: Desk
    private let manager = FileManager.default

    init() throws {
        desk = try Desk(prepared: "Numbers that can all be rewritten, built") {
            let desk = try Desk("Numbers")
            try desk.edit("Chapters/01-numbers.md", "[0.5 µm](value:all.small)", "nothing")
            try desk.call("build")
            return desk
        }
    }

    private func path(_ name: String) -> String { desk.folder.appending(path: name).path }

    private func mode(_ name: String) throws -> Int? {
        try manager.attributesOfItem(atPath: path(name))[.posixPermissions] as? Int
    }

    private func inode(_ name: String) throws -> Int? {
        try manager.attributesOfItem(atPath: path(name))[.systemFileNumber] as? Int
    }

    @Test func areRewrittenThroughALink() throws {
        try manager.moveItem(atPath: path("Chapters/01-numbers.md"), toPath: path("real.md"))
        try manager.createSymbolicLink(atPath: path("Chapters/01-numbers.md"), withDestinationPath: "../real.md")
        #expect(try desk.call("fix", "--write").code == 0)
        #expect(try manager.destinationOfSymbolicLink(atPath: path("Chapters/01-numbers.md")) == "../real.md")
        #expect(try desk.text("real.md").contains("[42 %](value:all.answer)"))
    }

    @Test(arguments: [0o600, 0o755, 0o640]) func keepTheirModes(_ wanted: Int) throws {
        for file in ["Chapters/01-numbers.md", "Chapters/book.yml"] {
            try manager.setAttributes([.posixPermissions: wanted], ofItemAtPath: path(file))
        }
        #expect(try desk.call("fix", "--write").code == 0)
        #expect(try mode("Chapters/01-numbers.md") == wanted && mode("Chapters/book.yml") == wanted)
    }

    @Test func areNotWrittenWhenProtected() throws {
        try manager.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path("Chapters/01-numbers.md"))
        let before = try desk.text("Chapters/01-numbers.md")
        let fix = try desk.call("fix", "--write")
        #expect(fix.code == 7)
        #expect(fix.notes.contains("01-numbers.md"), "\(fix.notes)")
        #expect(try desk.text("Chapters/01-numbers.md") == before)
        #expect(try mode("Chapters/01-numbers.md") == 0o444)
    }

    @Test func stayOneFileUnderTwoNames() throws {
        try manager.linkItem(atPath: path("Chapters/01-numbers.md"), toPath: path("twin.md"))
        #expect(try desk.call("fix", "--write").code == 0)
        #expect(try desk.text("twin.md") == desk.text("Chapters/01-numbers.md"))
        #expect(try inode("twin.md") == inode("Chapters/01-numbers.md"))
    }

    @Test(arguments: ["claims.tsv", "report.json"]) func ofTheResultsStayLinksAndModes(_ name: String) throws {
        let desk = try Desk(built: "Undecided")
        func path(_ name: String) -> String { desk.folder.appending(path: name).path }
        try manager.moveItem(atPath: path("Output/\(name)"), toPath: path("kept"))
        try desk.write("old\n", to: "kept")
        try manager.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path("kept"))
        try manager.createSymbolicLink(atPath: path("Output/\(name)"), withDestinationPath: "../kept")
        try desk.call("build")
        #expect(try manager.destinationOfSymbolicLink(atPath: path("Output/\(name)")) == "../kept")
        #expect(try desk.text("kept") != "old\n")
        #expect(try manager.attributesOfItem(atPath: path("kept"))[.posixPermissions] as? Int == 0o600)
    }
}
