import ArgumentParser
import Foundation
import Reports

/// `spikebook new book`.
struct NewBookCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "book",
        abstract: "Begin a book that can be built at once: an experiment, a query, a figure, a number, a claim.",
        discussion: "The folder may be there already, with other files in it."
    )

    @Argument(help: "The book's folder.", completion: .directory)
    var folder: String

    func run() throws {
        let root = URL(filePath: folder, directoryHint: .isDirectory)
        let name = root.standardizedFileURL.lastPathComponent
        guard !folder.isEmpty, name != "/" else {
            throw Failure.usage("a book needs a folder of its own, such as MyBook")
        }
        var files = NewFiles()
        let title = NewName(name).title.isEmpty ? "A book" : NewName(name).title
        for (file, template) in [
            ("book.yml", "book.yml"), ("references.bib", "references.bib"), ("01-first-spike.md", "first-chapter.md"),
        ] {
            let text = try Template(template).text(["title": title.yamlQuoted])
            files.add(text, at: root.appending(path: file), shownAs: root.appending(path: file).relativePath)
        }
        try files.write()
        Console.note(
            "build it: spikebook build --book \(folder) --output \(root.appending(path: "Output").relativePath)"
        )
    }
}
