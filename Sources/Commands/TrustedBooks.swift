import Foundation

/// The books whose programs the user has allowed.
///
/// They are recorded in a file of the user, to which no book can write.
struct TrustedBooks {
    /// A book with the digest of its allowed programs.
    private struct Entry: Codable, Equatable {
        /// The folder's path, with links resolved.
        var book: String
        /// The digest of the book's programs.
        var programs: String
    }

    private let file: URL
    private let entries: [Entry]

    /// Reads the allowed books.
    ///
    /// Throws a `Failure` when the file cannot be read.
    init() throws {
        file = Self.folder.appending(path: "spikebook/trusted.json")
        guard FileManager.default.fileExists(atPath: file.path) else {
            entries = []
            return
        }
        do {
            entries = try JSONDecoder().decode([Entry].self, from: Data(contentsOf: file))
        } catch {
            throw Failure.machine("\(file.path) cannot be read: remove it, and allow your books' programs again")
        }
    }

    private static var folder: URL {
        let named = ProcessInfo.processInfo.environment["XDG_CONFIG_HOME"] ?? ""
        return named.hasPrefix("/")
            ? URL(filePath: named, directoryHint: .isDirectory)
            : FileManager.default.homeDirectoryForCurrentUser.appending(path: ".config")
    }

    private static func place(_ book: String) -> String {
        URL(filePath: book, directoryHint: .isDirectory).resolvingSymlinksInPath().standardizedFileURL.path
    }

    /// Whether programs with a digest are allowed for a book.
    func holds(_ programs: String, ofBook book: String) -> Bool {
        entries.contains(Entry(book: Self.place(book), programs: programs))
    }

    /// Allows programs with a digest for a book, in addition to those of its other versions.
    func add(_ programs: String, ofBook book: String) throws {
        let entry = Entry(book: Self.place(book), programs: programs)
        if !entries.contains(entry) { try write(entries + [entry]) }
    }

    /// Removes all permissions of a book and returns their number.
    func remove(book: String) throws -> Int {
        let place = Self.place(book)
        let rest = entries.filter { $0.book != place }
        if rest.count < entries.count { try write(rest) }
        return entries.count - rest.count
    }

    private func write(_ entries: [Entry]) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let folder = file.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try encoder.encode(entries).write(to: file, options: .atomic)
    }
}
