import Foundation
import Storage
import Testing
import TestSupport

@testable import Reports

/// A build's stamp, by which an unchanged book is recognised from file metadata.
@Suite final class BuildStamps {
    private let shelf: Shelf
    private let output = TestFolder.new("stamp")
    private static let chapter = Shelf.bowl(rates: [0.1], more: Shelf.claim)

    init() throws {
        shelf = try Shelf([Self.chapter])
        // More recent files could be written again within one tick of the clock.
        Thread.sleep(forTimeInterval: 0.1)
    }

    deinit { try? FileManager.default.removeItem(at: output) }

    private var stamp: BuildStamp { BuildStamp(book: shelf.folder, output: output) }

    /// Builds the book, with actions of another process before the archive is closed and before the stamp is stored.
    private func build(
        chapters: Set<Int>? = nil,
        beforeClosing: (Plan) throws -> Void = { _ in },
        beforeStamping: (Plan) throws -> Void = { _ in }
    ) throws {
        let stamp = stamp
        let archive = try Archive.open(at: output.appending(path: "spikebook.sqlite").path)
        var options = Build.Options()
        options.chapters = chapters
        let plan = try shelf.plan()
        let outcome = try Build(plan, in: archive, output: output, options: options).run()
        try beforeClosing(plan)
        try archive.close()
        try beforeStamping(plan)
        try stamp.keep(outcome, of: archive)
    }

    /// Removes all runs, as another process.
    private func removeRuns(of plan: Plan) throws {
        let other = try Archive.open(at: output.appending(path: "spikebook.sqlite").path)
        #expect(try !other.remove(plan.keys).isEmpty)
        try other.close()
    }

    @Test func areNotKeptOfRunsThatWereRemovedMeanwhile() throws {
        try build(beforeClosing: removeRuns)
        #expect(stamp.verdicts == nil)
        try build(beforeStamping: removeRuns)
        #expect(stamp.verdicts == nil)
        #expect(try Archive.asKnown(at: output.appending(path: "spikebook.sqlite").path) == nil)
        try build()
        #expect(stamp.verdicts == 1)
        #expect(try Archive.asKnown(at: output.appending(path: "spikebook.sqlite").path) != nil)
    }

    @Test func tellWhatWasBuilt() throws {
        #expect(stamp.verdicts == nil)
        try build()
        #expect(stamp.verdicts == 1)
        #expect(BuildStamp(book: shelf.folder, output: output.appending(path: "other")).verdicts == nil)
    }

    /// The stamp depends on how the user names the folders, since pages show commands with these names.
    @Test func areOfTheFoldersAsTheyAreNamed() throws {
        try build()
        let other = output.deletingLastPathComponent().appending(path: "./\(output.lastPathComponent)")
        #expect(FileManager.default.fileExists(atPath: other.appending(path: "site/index.html").path))
        #expect(BuildStamp(book: shelf.folder, output: other).verdicts == nil)
    }

    /// Each change keeps all file sizes, and the times where possible.
    @Test(arguments: ["chapter", "new chapter", "page", "lost page", "archive", "checksum", "verdicts", "answers"])
    func tellNothingWhenSomethingChanged(_ what: String) throws {
        try build()
        let chapter = shelf.folder.appending(path: "1-chapter.md")
        switch what {
        case "chapter": try change(chapter, "Some words", "Same words")
        case "new chapter": try Data("# Two\n".utf8).write(to: shelf.folder.appending(path: "2-chapter.md"))
        case "page": try change(output.appending(path: "site/1-chapter.html"), "Some words", "Same words")
        case "lost page": try FileManager.default.removeItem(at: output.appending(path: "site/index.html"))
        case "archive": try change(output.appending(path: "spikebook.sqlite"), nil, nil)
        case "checksum": try FileManager.default.removeItem(at: output.appending(path: "spikebook.sqlite.seal"))
        case "verdicts": try change(output.appending(path: "claims.tsv"), "reproduced", "undecideds")
        default: try FileManager.default.removeItem(at: output.appending(path: Memo.name))
        }
        #expect(stamp.verdicts == nil)
    }

    /// Replaces bytes in a file by as many others and restores its old time.
    private func change(_ file: URL, _ old: String?, _ new: String?) throws {
        let date = try #require(try FileManager.default.attributesOfItem(atPath: file.path)[.modificationDate] as? Date)
        var data = try Data(contentsOf: file)
        if let old, let new, let range = data.range(of: Data(old.utf8)) {
            data.replaceSubrange(range, with: Data(new.utf8))
        } else {
            data[data.count - 1] ^= 1
        }
        try data.write(to: file)
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: file.path)
    }

    @Test func areNotKeptOfAPartOfTheBook() throws {
        let other = Self.chapter.replacing("bowl", with: "rim").replacing("id: runs", with: "id: ends")
            .replacing("steps: 5", with: "steps: 6")
        try Data(other.utf8).write(to: shelf.folder.appending(path: "2-chapter.md"))
        Thread.sleep(forTimeInterval: 0.1)
        try build(chapters: [0])
        #expect(stamp.verdicts == nil)
    }

    @Test func areNotKeptWhereSomethingIsAmiss() throws {
        try Data(Self.chapter.replacing("steps = 5", with: "steps = 6").utf8)
            .write(to: shelf.folder.appending(path: "1-chapter.md"))
        Thread.sleep(forTimeInterval: 0.1)
        try build()
        #expect(stamp.verdicts == nil)
    }

    @Test func areNotKeptOfWhatWasJustWritten() throws {
        try Data(Self.chapter.utf8).write(to: shelf.folder.appending(path: "1-chapter.md"))
        try build()
        Thread.sleep(forTimeInterval: 0.1)
        #expect(stamp.verdicts == nil)
    }
}
