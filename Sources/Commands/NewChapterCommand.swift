import ArgumentParser
import Diagnostics
import Foundation
import Reports

/// `spikebook new chapter`.
struct NewChapterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chapter",
        abstract: "Add a chapter after the book's last one, with a directive of each kind to go on from.",
        discussion: "The file is named after the number and the title."
    )

    @OptionGroup var options: BookOptions

    @Argument(help: "The title, such as \"How momentum helps\".")
    var title = "A new chapter"

    func run() throws {
        let plan = try Workspace(options).plan
        let name = NewName(title)
        guard !name.title.isEmpty else {
            throw Failure.usage(
                "'\(title)' is no title: it is one line with words in it, such as \"How momentum helps\""
            )
        }
        let file = "\(Self.number(after: plan.book.chapterNames))-\(name.slug ?? "chapter").md"
        let text = try Template("chapter.md").text(["title": name.title, "id": Self.id(name.slug, in: plan)])
        let path = URL(filePath: options.book, directoryHint: .isDirectory).appending(path: file)
        var files = NewFiles()
        files.add(text, at: path, shownAs: path.relativePath)
        try files.write()
        if plan.book.listsChapters { Console.note("book.yml lists its chapters: add '- \(file)' to them") }
    }

    /// The number after the largest one at the beginning of a chapter's name, with the same number of digits.
    static func number(after names: [String]) -> String {
        let numbers = names.map { $0.prefix { $0.isASCII && $0.isNumber } }
        let last = numbers.max { (Int($0) ?? 0) < (Int($1) ?? 0) } ?? ""
        let next = String((Int(last) ?? names.count) + 1)
        return String(repeating: "0", count: max(0, max(2, last.count) - next.count)) + next
    }

    /// The common part of the identifiers of the chapter's directives, chosen so that the book has none of them.
    private static func id(_ slug: String?, in plan: Plan) -> String {
        let words = slug ?? "chapter"
        let stem = words.first?.isLetter == true ? words : "chapter-" + words
        func isFree(_ id: String) -> Bool {
            !["\(id)-runs", "\(id)-losses", "\(id)-falls", "fig-\(id)"].contains(where: plan.hasName)
        }
        let further = (2...).lazy.map { "\(stem)-\($0)" }
        return isFree(stem) ? stem : further.first(where: isFree) ?? stem
    }
}
