import Foundation
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Pipes, devices and folders in place of a book's files.
///
/// They are refused, and the program does not wait for them.
@Suite(.timeLimit(.minutes(4))) struct RegularFileEndToEnd {
    private static let chapter = """
        # A case

        ![A picture](picture.png)

        ```{experiment}
        id: fits
        model: linear
        data: {csv: {file: samples.csv}}
        loss: mse
        optimizer: {sgd: {lr: 0.1}}
        steps: 5
        ```
        """

    private func desk(without file: String) throws -> Desk {
        let desk = try Desk()
        let files = [
            "book.yml": "title: A case\nbibliography: works.bib\nchapters: [01-case.md, 02-more.md]\n",
            "01-case.md": Self.chapter, "02-more.md": "# More\n", "works.bib": "", "samples.csv": "1,2\n3,4\n",
            "picture.png": "no picture",
        ]
        for (name, text) in files where name != file { try desk.write(text, to: "Chapters/\(name)") }
        return desk
    }

    private static let told = [
        ("book.yml", "error: there is no book in 'Chapters': its book.yml %"),
        ("01-case.md", "Chapters/book.yml:3:12: error: the chapter '01-case.md' %"),
        ("works.bib", "Chapters/book.yml:2:15: error: the bibliography 'works.bib' %"),
        ("samples.csv", "Chapters/01-case.md:8:20: error: 'Chapters/samples.csv' %"),
        ("picture.png", "Chapters/01-case.md:3:1: error: the image 'picture.png' %"),
    ]

    @Test(arguments: told, ["is a pipe", "is a device", "is a folder"])
    func areToldAtTheirPlace(_ case: (file: String, message: String), _ flaw: String) throws {
        let desk = try desk(without: `case`.file)
        let path = desk.folder.appending(path: "Chapters/\(`case`.file)").path
        switch flaw {
        case "is a pipe": #expect(mkfifo(path, 0o600) == 0)
        case "is a device": try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/dev/zero")
        default: try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }
        let outcome = try desk.call("build")
        #expect(outcome.code == 5)
        #expect(outcome.notes.contains(`case`.message.replacing("%", with: flaw)), "\(outcome.notes)")
        #expect(!desk.has("Output/site"))
    }

    @Test func thatAreNotThereAreToldToo() throws {
        let told = [
            "01-case.md": "there is no chapter '01-case.md'", "works.bib": "there is no file 'works.bib'",
            "samples.csv": "there is no file 'Chapters/samples.csv'", "picture.png": "there is no file 'picture.png'",
        ]
        for (file, message) in told {
            let outcome = try desk(without: file).call("build")
            #expect(outcome.code == 5 && outcome.notes.contains(message), "\(outcome.notes)")
        }
    }

    @Test func thatNobodyMayReadSaySo() throws {
        let desk = try desk(without: "")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0],
            ofItemAtPath: desk.folder.appending(path: "Chapters/01-case.md").path
        )
        // The system's administrator may read everything.
        guard getuid() != 0 else { return }
        let outcome = try desk.call("build")
        #expect(outcome.code == 5)
        #expect(outcome.notes.contains("the chapter '01-case.md' cannot be read: permission denied"))
    }
}
