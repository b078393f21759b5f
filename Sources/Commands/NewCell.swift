import Foundation
import Reports
import Settings
import Training

/// A new chapter with a cell that declares an optimizer.
struct NewCell {
    private let name: String
    /// The name of the Swift type.
    private let type: String

    init(_ name: String, type: String) {
        self.name = name
        self.type = type
    }

    /// Writes the chapter after the last one of a book.
    ///
    /// Throws a `Failure` when the name is none or is taken.
    func write(_ options: BookOptions) throws {
        let plan = try Workspace(options).plan
        guard NewName(name).slug == name, name.first?.isLetter == true else {
            throw Failure.usage(
                "'\(name)' is no name of an optimizer: small letters, digits and hyphens, a letter first"
            )
        }
        let isTaken = plan.hasName(name) || Catalogue.optimizers.contains { $0.name == name }
        guard !isTaken else { throw Failure.usage("the name '\(name)' is taken: give the optimizer another one") }
        let file = "\(NewChapterCommand.number(after: plan.book.chapterNames))-\(name).md"
        let path = URL(filePath: options.book, directoryHint: .isDirectory).appending(path: file)
        var files = NewFiles()
        files.add(try Template("cell.md").text(["name": name, "type": type]), at: path, shownAs: path.relativePath)
        try files.write()
        if plan.book.listsChapters { Console.note("book.yml lists its chapters: add '- \(file)' to them") }
        Console.note("try it: spikebook build --allow-code, and check --laws \(name)")
    }
}
