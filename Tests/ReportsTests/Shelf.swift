import Foundation

@testable import Reports

/// A book of chapters given as texts, read from a folder of its own.
final class Shelf {
    let folder: URL

    init(_ chapters: [String], configuration: String = "title: A book\n") throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "shelf-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(configuration.utf8).write(to: folder.appending(path: "book.yml"))
        for (index, text) in chapters.enumerated() {
            try Data(text.utf8).write(to: folder.appending(path: "\(index + 1)-chapter.md"))
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func plan() throws -> Plan { Plan(try Book(folder: folder, shownAs: "Book")) }
}
