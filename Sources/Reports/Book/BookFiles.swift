import Foundation

/// The files of a book as they are on disk.
struct BookFiles: Sendable {
    /// The folder.
    let folder: URL
    /// The folder as the reader should see it in messages.
    let shownAs: String

    init(folder: URL, shownAs: String) {
        self.folder = folder
        self.shownAs = shownAs.hasSuffix("/") ? String(shownAs.dropLast()) : shownAs
    }

    /// The text of a file in the folder; nil when there is none or it is no UTF-8.
    func text(_ name: String) -> String? {
        try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    /// The name of a file in messages.
    func shown(_ name: String) -> String {
        shownAs == "." || shownAs.isEmpty ? name : "\(shownAs)/\(name)"
    }

    /// The names of all Markdown files, sorted; nil when the folder cannot be read.
    var chapterNames: [String]? {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else { return nil }
        return names.filter { $0.hasSuffix(".md") && !$0.hasPrefix(".") }.sorted()
    }
}
