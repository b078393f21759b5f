import Diagnostics
public import Foundation
import Settings

/// A book as read from its folder: configuration, chapters, references.
///
/// Nothing is resolved yet, and nothing has run.
public struct Book: Sendable {
    let files: BookFiles
    let configuration: BookConfiguration
    let configurationText: String
    let configurationSource: LocatedValue
    let minute: [BookConfiguration.Point]
    let groups: [BookConfiguration.Group]
    let findings: [BookConfiguration.Finding]
    let bibliography: Bibliography
    let bibliographyText: String
    let chapters: [Chapter]
    /// The directives that provide numbers for the prose (queries and claims), by identifier.
    let sources: [String: any Directive]
    /// The identifiers of directives that could not be read.
    let faultyIDs: Set<String>
    /// The faults found so far; the plan adds its own.
    let faults: [Diagnostic]

    /// Reads the book in `folder`, which messages call `shownAs`.
    ///
    /// Throws `Faults` only when nothing useful can be read; other faults are stored, and the plan reports them with
    /// its own.
    public init(folder: URL, shownAs: String) throws {
        files = BookFiles(folder: folder, shownAs: shownAs)
        guard let text = files.text("book.yml") else {
            throw Faults([Self.noBook(files)])
        }
        configurationText = text
        var reader = ConfigurationReader(LocatedText(wholeFile: files.shown("book.yml"), text: text))
        configurationSource = reader.source
        configuration = reader.configuration()
        minute = reader.elements(configuration.minute, at: "minute")
        groups = reader.elements(configuration.groups, at: "groups")
        findings = reader.elements(configuration.findings, at: "findings")
        var faults = reader.faults
        bibliographyText = files.text(configuration.bibliography) ?? ""
        faults += Self.faults(ofBibliography: configuration.bibliography, files, configurationSource)
        bibliography = Bibliography(parsing: bibliographyText, file: files.shown(configuration.bibliography))
        faults += bibliography.faults
        chapters = try Self.chapters(files, configuration, configurationSource, bibliography, &faults)
        faults += Self.unread(files, configuration, configurationSource)
        let texts =
            [(files.shown("book.yml"), configurationText), (files.shown(configuration.bibliography), bibliographyText)]
            + chapters.map { ($0.document.file, $0.text) }
        faults += texts.compactMap { ControlCharacters(in: $1, file: $0).fault }
        let directives = chapters.flatMap(\.orderedDirectives).map(\.directive)
        sources = Dictionary(directives.filter(\.givesNumbers).map { ($0.id, $0) }) { first, _ in first }
        faultyIDs = Set(chapters.flatMap(\.faultyIDs))
        self.faults = faults
    }

    private static func noBook(_ files: BookFiles) -> Diagnostic {
        if let bad = files.placeOfBadByte(in: "book.yml") {
            let help = "save the file in the encoding UTF-8"
            return Diagnostic("book.encoding", at: bad, "book.yml is no UTF-8 text", help: help)
        }
        let isThere = files.chapterNames != nil
        let flaw = files.flaw(of: "book.yml").map { "its book.yml \($0)" }
        let reason = flaw ?? (isThere ? "it has no book.yml" : "there is no such folder")
        let help =
            "name the book's folder by --book"
            + (isThere ? ", or write \(files.shown("book.yml")) with a line title:" : "")
        return Diagnostic("book.missing", at: nil, "there is no book in '\(files.shownAs)': \(reason)", help: help)
    }

    private static func chapters(
        _ files: BookFiles,
        _ configuration: BookConfiguration,
        _ source: LocatedValue,
        _ bibliography: Bibliography,
        _ faults: inout [Diagnostic]
    ) throws -> [Chapter] {
        let present = files.chapterNames ?? []
        let names = configuration.chapters.isEmpty ? present : configuration.chapters
        if names.isEmpty {
            let message = "the book has no chapters"
            let help = "write a Markdown file into \(files.shownAs), such as 01-introduction.md"
            faults.append(Diagnostic("book.empty", at: source.place, message, help: help))
        }
        let read = WorkAhead(for: Array(names.indices)) { index in
            let place = source.place(of: ["chapters", String(index)])
            return Self.chapter(named: names[index], index + 1, at: place, files, bibliography)
        }
        defer { read.end() }
        return try names.indices.compactMap { index in
            let (chapter, found) = try read.result(for: index) ?? (nil, [])
            faults += found
            return chapter
        }
    }

    /// The chapter of a file, or nil when it cannot be read, and its faults.
    private static func chapter(
        named name: String,
        _ number: Int,
        at place: Place,
        _ files: BookFiles,
        _ bibliography: Bibliography
    ) -> (chapter: Chapter?, faults: [Diagnostic]) {
        guard !name.contains("/") else { return (nil, [elsewhere(name, files, at: place)]) }
        guard let text = files.text(name) else { return (nil, [unreadable(name, files, at: place)]) }
        var faults: [Diagnostic] = []
        let chapter = Chapter(
            number: number,
            file: files.shown(name),
            name: name.hasSuffix(".md") ? String(name.dropLast(3)) : name,
            text: text,
            citing: bibliography,
            faults: &faults
        )
        return (chapter, faults)
    }

    /// Warnings about files that look like chapters but are not.
    private static func unread(
        _ files: BookFiles,
        _ configuration: BookConfiguration,
        _ source: LocatedValue
    ) -> [Diagnostic] {
        let misspelt = files.otherMarkdownNames.filter { !configuration.chapters.contains($0) }.map { name in
            let stem = URL(filePath: name).deletingPathExtension().lastPathComponent
            let help = "rename it to \(stem).md, or let its name end otherwise"
            let message = "'\(name)' is not read: the name of a chapter ends with .md"
            return Diagnostic(.warning, "book.unread", at: Place(file: files.shown(name), line: 1), message, help: help)
        }
        let present = files.chapterNames ?? []
        // A misspelt name in the list explains a file that the list lacks.
        guard !configuration.chapters.isEmpty, configuration.chapters.allSatisfy(present.contains) else {
            return misspelt
        }
        let unlisted = present.filter { name in
            !configuration.chapters.contains(name) && name.lowercased() != "readme.md"
        }
        return misspelt
            + unlisted.map { name in
                let message = "'\(name)' is not read: chapters does not name it"
                let help = "add it, or move the file out of \(files.shownAs)"
                return Diagnostic(.warning, "book.unread", at: source.place(of: ["chapters"]), message, help: help)
            }
    }

    private static func elsewhere(_ name: String, _ files: BookFiles, at place: Place) -> Diagnostic {
        let help = "pages lie side by side: put the file into \(files.shownAs), and name it without a folder"
        return Diagnostic("book.chapter", at: place, "the chapter '\(name)' is named with a folder", help: help)
    }

    private static func unreadable(_ name: String, _ files: BookFiles, at place: Place) -> Diagnostic {
        if let bad = files.placeOfBadByte(in: name) {
            let help = "save the file in the encoding UTF-8"
            return Diagnostic("book.encoding", at: bad, "the chapter '\(name)' is no UTF-8 text", help: help)
        }
        if let flaw = files.flaw(of: name) {
            let help = "a chapter is a plain file with text"
            return Diagnostic("book.chapter", at: place, "the chapter '\(name)' \(flaw)", help: help)
        }
        let help = NearMiss.help(for: name, in: files.chapterNames ?? [])
        return Diagnostic("book.chapter", at: place, "there is no chapter '\(name)'", help: help)
    }

    /// The faults of the bibliography file.
    ///
    /// It may be missing unless `book.yml` names it, but it must be readable if it exists.
    private static func faults(
        ofBibliography name: String,
        _ files: BookFiles,
        _ source: LocatedValue
    ) -> [Diagnostic] {
        guard !name.isEmpty else { return [] }
        let place = source.place(of: ["bibliography"])
        if let bad = files.placeOfBadByte(in: name), files.text(name) == nil {
            let help = "save the file in the encoding UTF-8"
            return [Diagnostic("book.encoding", at: bad, "the bibliography '\(name)' is no UTF-8 text", help: help)]
        }
        if let flaw = files.flaw(of: name) {
            let help = "it is a plain file with BibTeX entries"
            return [Diagnostic("book.bibliography", at: place, "the bibliography '\(name)' \(flaw)", help: help)]
        }
        guard source.value["bibliography"] != nil, files.text(name) == nil else { return [] }
        let help = "the path begins at the book's folder, \(files.shownAs)"
        return [Diagnostic("book.bibliography", at: place, "there is no file '\(name)'", help: help)]
    }

    /// Whether the files still contain what was read.
    public var isAsOnDisk: Bool {
        let names = configuration.chapters.isEmpty ? files.chapterNames ?? [] : configuration.chapters
        return files.text("book.yml") == configurationText
            && (files.text(configuration.bibliography) ?? "") == bibliographyText
            && names.count == chapters.count && zip(names, chapters).allSatisfy { files.text($0) == $1.text }
    }

    /// The text of a file, named as in messages, for excerpts.
    public func source(of shown: String) -> String? {
        files.text(name(of: shown))
    }

    /// The address on disk of a file, named as in messages.
    func url(of shown: String) -> URL? {
        files.folder.appending(path: name(of: shown))
    }

    private func name(of shown: String) -> String {
        let prefix = files.shown("")
        return shown.hasPrefix(prefix) ? String(shown.dropFirst(prefix.count)) : shown
    }

    /// The chapter named `wanted`: by number, file name, or name without its number.
    public func chapter(named wanted: String) -> Int? {
        let base = URL(filePath: wanted).lastPathComponent
        let name = base.hasSuffix(".md") ? String(base.dropLast(3)) : base
        return chapters.firstIndex { $0.name == name || $0.name.drop { $0.isNumber || $0 == "-" } == name[...] }
            ?? chapters.firstIndex { String($0.number) == name || $0.name.hasPrefix(name + "-") }
    }

    /// The chapter whose file a link leads to.
    func chapterIndex(of target: LinkPath) -> Int? {
        chapters.firstIndex { $0.name + ".md" == target.path }
    }

    /// Whether `book.yml` lists the chapters, so that adding a file does not add a chapter.
    public var listsChapters: Bool { !configuration.chapters.isEmpty }

    /// The identifiers of all directives of a kind, in the order of the chapters.
    public func ids(ofDirective name: String) -> [String] {
        chapters.flatMap(\.orderedDirectives).filter { type(of: $0.directive).name == name }.map(\.id)
    }

    /// The identifiers of all directives that are drawn as figures.
    var drawnIDs: [String] { chapters.flatMap(\.orderedDirectives).filter(\.directive.isDrawn).map(\.id) }

    /// The names of all chapters.
    public var chapterNames: [String] { chapters.map(\.name) }
}
