import Diagnostics
public import Foundation
import Training

/// A book as read from its folder: configuration, chapters, references. Nothing is resolved and nothing has run.
public struct Book: Sendable {
    let files: BookFiles
    let configuration: BookConfiguration
    let configurationText: String
    let configurationSource: LocatedValue
    let groups: [BookConfiguration.Group]
    let findings: [BookConfiguration.Finding]
    let bibliography: Bibliography
    let bibliographyText: String
    let chapters: [Chapter]
    /// What is wrong so far; the plan adds to it.
    let faults: [Diagnostic]

    /// Reads the book in `folder`, which messages call `shownAs`.
    ///
    /// Throws `Faults` only when there is no book to speak of; other faults are kept for the plan to report with its own.
    public init(folder: URL, shownAs: String) throws {
        files = BookFiles(folder: folder, shownAs: shownAs)
        guard let text = files.text("book.yml") else {
            let message = "there is no book in '\(shownAs)': book.yml is missing or is no UTF-8 text"
            let help = "name the book's folder by --book, or write \(files.shown("book.yml")) with a line title:"
            throw Faults([Diagnostic("book.missing", at: nil, message, help: help)])
        }
        configurationText = text
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let located = LocatedText(
            file: files.shown("book.yml"),
            text: text,
            origins: lines.indices.map { .init(line: $0 + 1, column: 1) }
        )
        let source = try LocatedValue(yaml: located)
        configurationSource = source
        do {
            configuration = try BookConfiguration(reading: source.value)
            groups = try BookConfiguration.elements(
                configuration.groups,
                at: "groups",
                as: BookConfiguration.Group.self
            )
            findings = try BookConfiguration.elements(
                configuration.findings,
                at: "findings",
                as: BookConfiguration.Finding.self
            )
        } catch let error as SettingFaults {
            throw Faults(error.faults.map { source.diagnostic($0, of: "book") })
        }
        var faults: [Diagnostic] = []
        bibliographyText = files.text(configuration.bibliography) ?? ""
        bibliography = Bibliography(parsing: bibliographyText, file: files.shown(configuration.bibliography))
        faults += bibliography.faults
        chapters = Self.chapters(files, configuration, source, &faults)
        self.faults = faults
    }

    private static func chapters(
        _ files: BookFiles,
        _ configuration: BookConfiguration,
        _ source: LocatedValue,
        _ faults: inout [Diagnostic]
    ) -> [Chapter] {
        let present = files.chapterNames ?? []
        let names = configuration.chapters.isEmpty ? present : configuration.chapters
        if names.isEmpty {
            let message = "the book has no chapters"
            let help = "write a Markdown file into \(files.shownAs), such as 01-introduction.md"
            faults.append(Diagnostic("book.empty", at: source.place, message, help: help))
        }
        var chapters: [Chapter] = []
        for (index, name) in names.enumerated() {
            guard let text = files.text(name) else {
                let place = source.place(of: ["chapters", String(index)])
                let help = present.contains(name) ? "it is no UTF-8 text" : NearMiss.help(for: name, in: present)
                faults.append(Diagnostic("book.chapter", at: place, "the chapter '\(name)' cannot be read", help: help))
                continue
            }
            let stem = name.hasSuffix(".md") ? String(name.dropLast(3)) : name
            chapters.append(
                Chapter(number: index + 1, file: files.shown(name), name: stem, text: text, faults: &faults)
            )
        }
        return chapters
    }

    /// The text of a file as messages name it, for excerpts.
    public func source(of shown: String) -> String? {
        files.text(name(of: shown))
    }

    /// The place on disk of a file as messages name it.
    func url(of shown: String) -> URL? {
        files.folder.appending(path: name(of: shown))
    }

    private func name(of shown: String) -> String {
        let prefix = files.shown("")
        return shown.hasPrefix(prefix) ? String(shown.dropFirst(prefix.count)) : shown
    }

    /// The chapter that `wanted` names: by number, file name, or the name without its number.
    public func chapter(named wanted: String) -> Int? {
        let base = URL(filePath: wanted).lastPathComponent
        let name = base.hasSuffix(".md") ? String(base.dropLast(3)) : base
        return chapters.firstIndex { chapter in
            chapter.name == name || String(chapter.number) == name
                || chapter.name.drop { $0.isNumber || $0 == "-" } == name[...]
        }
    }

    /// The names of all chapters.
    public var chapterNames: [String] { chapters.map(\.name) }
}
