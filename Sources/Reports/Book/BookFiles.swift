import Diagnostics
import Experiments
import Foundation

/// The files of a book on disk.
struct BookFiles: Sendable {
    /// The folder.
    let folder: URL
    /// The folder as messages show it.
    let shownAs: String

    init(folder: URL, shownAs: String) {
        self.folder = folder
        self.shownAs = shownAs.hasSuffix("/") ? String(shownAs.dropLast()) : shownAs
    }

    /// The text of a file in the folder, with line ends converted to line feeds; nil when it is missing or not UTF-8.
    func text(_ name: String) -> String? {
        guard let data = try? file(name).data(),
            let text = String(validating: data, as: UTF8.self)
        else { return nil }
        // A byte order mark is invisible to authors.
        let visible = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        guard visible.utf8.contains(UInt8(ascii: "\r")) else { return visible }
        return visible.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    }

    /// A text file of the book.
    func file(_ name: String) -> RegularFile {
        RegularFile(url: folder.appending(path: name), limit: Self.textLimit)
    }

    /// What is wrong with a file, as the end of the sentence "it …"; nil when it can be read or is missing.
    func flaw(of name: String) -> String? {
        do {
            _ = try file(name).data()
            return nil
        } catch RegularFile.Refusal.unfit(let flaw) {
            return flaw
        } catch {
            return nil
        }
    }

    /// The file extensions of pictures that browsers show.
    static let pictures = ["png", "svg", "jpg", "jpeg", "gif", "webp", "avif", "apng"]

    /// Whether a file of the folder is a link to a file outside.
    func leadsOutside(_ name: String) -> Bool {
        let root = folder.resolvingSymlinksInPath().path
        return !folder.appending(path: name).resolvingSymlinksInPath().path.hasPrefix(root + "/")
    }

    /// The maximal size of a chapter or a picture, in bytes.
    private static let textLimit = 50_000_000
    /// The maximal size of a file of samples, in bytes.
    private static let dataLimit = 1_000_000_000

    /// The source of the data files that experiments name, by paths relative to the book's folder; each file is
    /// opened once.
    func inputs() -> InputFiles.Source {
        var opened: [String: [UInt8]] = [:]
        return InputFiles.Source(
            folder: folder.path,
            bytes: { path in
                if let bytes = opened[path] { return bytes }
                let place = URL(filePath: path, relativeTo: folder.appending(path: "/"))
                let bytes = try telling(path) { [UInt8](try RegularFile(url: place, limit: Self.dataLimit).data()) }
                opened[path] = bytes
                return bytes
            },
            log: { path in
                let place = URL(filePath: path, relativeTo: folder.appending(path: "/"))
                return try telling(path) { try .init(path: shown(path)) { try LogDigest(of: place).text } }
            },
            paths: { try NamedFiles(below: folder).paths($0) },
            isFile: { NamedFiles(below: folder).holdsFile($0) }
        )
    }

    /// Adds the file's name to errors thrown by `body`.
    private func telling<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch RegularFile.Refusal.unfit(let flaw) {
            throw InputFiles.Unreadable("'\(shown(path))' \(flaw)")
        } catch {
            let near = NamedFiles(below: folder).nearest(to: path)
            throw InputFiles.Unreadable("there is no file '\(shown(path))'", help: near.map { "did you mean '\($0)'?" })
        }
    }

    /// The place of the first byte that is not UTF-8; nil when there is no such file.
    func placeOfBadByte(in name: String) -> Place? {
        guard let data = try? file(name).data() else { return nil }
        let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let line = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
        guard lines.indices.contains(line) else { return Place(file: shown(name), line: 1) }
        // A decoder replaces a bad byte by U+FFFD: its first occurrence is the bad column.
        let column = String(decoding: lines[line], as: UTF8.self).prefix { $0 != "\u{FFFD}" }.count + 1
        return Place(file: shown(name), line: line + 1, column: column)
    }

    /// A file's name as messages show it.
    func shown(_ name: String) -> String {
        shownAs == "." || shownAs.isEmpty || name.hasPrefix("/") ? name : "\(shownAs)/\(name)"
    }

    /// The names of all Markdown files, sorted; nil when the folder cannot be read.
    var chapterNames: [String]? { names?.filter { $0.hasSuffix(".md") } }

    /// The names of files with another extension for Markdown, sorted.
    var otherMarkdownNames: [String] {
        let endings = [".md", ".markdown", ".mdown", ".mkd"]
        return (names ?? []).filter { name in
            !name.hasSuffix(".md") && endings.contains { name.lowercased().hasSuffix($0) }
        }
    }

    /// The names of all files that are not hidden, sorted; nil when the folder cannot be read.
    private var names: [String]? {
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.filter { !$0.hasPrefix(".") }.sorted()
    }
}
