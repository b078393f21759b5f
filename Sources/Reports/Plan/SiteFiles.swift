import Diagnostics
import Foundation
import Settings

/// The files of the site by the parts of the book they belong to, and the conflicts between their names.
///
/// Names must not differ in case only, since some file systems ignore case.
struct SiteFiles {
    /// A file that belongs to a part of the book.
    private struct Entry {
        var path: String
        /// The part, such as `figure 'fig-loss'`.
        var owner: String
        var place: Place
    }

    /// The page for wrong addresses, by the name that servers look for.
    static let wrongAddress = "404.html"
    /// All tables in one file.
    static let tables = "tables.zip"
    /// The first page for a reader.
    static let firstPage = "index.html"

    /// The pages and files that every site has.
    private let own: [String: String]
    private let entries: [Entry]

    init(_ book: Book) {
        var own = [
            Self.firstPage: "the landing page", book.referencePage: "the reference",
            SearchIndex.file: "the search", PageTemplates.styleFile: "the style",
            PageTemplates.scriptFile: "the script", Self.tables: "all tables in one file",
        ]
        if !book.configuration.address.isEmpty { own[Self.wrongAddress] = "the page for wrong addresses" }
        if let claims = book.claimsPage { own[claims] = "the page of all claims" }
        self.own = own
        entries = book.chapters.flatMap { chapter in
            [Entry(path: chapter.page, owner: "chapter '\(chapter.name).md'", place: chapter.head)]
                + chapter.orderedDirectives.filter(\.isShown).flatMap(Self.entries) + Self.pictures(of: chapter)
        }
    }

    private static func entries(of placed: PlacedDirective) -> [Entry] {
        let owner = "\(type(of: placed.directive).name) '\(placed.id)'"
        return placed.directive.files.map { Entry(path: $0, owner: owner, place: placed.place) }
    }

    private static func pictures(of chapter: Chapter) -> [Entry] {
        chapter.images.compactMap { image in
            guard let path = LinkPath(image: image.item.source)?.path else { return nil }
            return Entry(path: "images/\(path)", owner: "image '\(path)'", place: image.place)
        }
    }

    /// Their paths from the site's root.
    var paths: Set<String> { Set(own.keys).union(entries.map(\.path)) }

    /// Faults of names that a file system could not hold, or not beside each other; one for each part of the book.
    var faults: [Diagnostic] {
        var first: [String: Entry] = [:]
        var told: Set<String> = []
        return entries.compactMap { entry in
            let key = entry.path.lowercased()
            let fault = lengthFault(entry) ?? ownFault(entry) ?? first[key].flatMap { Self.fault(entry, $0) }
            first[key] = first[key] ?? entry
            return fault.flatMap { told.insert(entry.owner).inserted ? $0 : nil }
        }
    }

    /// The maximal length in bytes of a file's name on common file systems.
    private static let longestName = 255

    private func lengthFault(_ entry: Entry) -> Diagnostic? {
        let count = entry.path.split(separator: "/").map(\.utf8.count).max() ?? 0
        guard count > Self.longestName else { return nil }
        return Diagnostic(
            "book.long-name",
            at: entry.place,
            "a file's name would have \(count) bytes, that of the \(entry.owner.prefix(40))…",
            help: "a name has at most \(Self.longestName) bytes: give it a shorter one"
        )
    }

    private func ownFault(_ entry: Entry) -> Diagnostic? {
        guard let (name, part) = own.first(where: { $0.key.lowercased() == entry.path.lowercased() }) else {
            return nil
        }
        let message = "the page of the \(entry.owner) would be \(name), which is \(part)"
        return Diagnostic("book.duplicate-file", at: entry.place, message, help: "give the chapter's file another name")
    }

    /// The fault of two names that differ in case only.
    ///
    /// Identical names are reported as identical ids, and queries because SQL ignores case.
    private static func fault(_ entry: Entry, _ first: Entry) -> Diagnostic? {
        let areQueries = [entry, first].allSatisfy { $0.owner.hasPrefix("query ") }
        guard entry.path != first.path, !areQueries else { return nil }
        return Diagnostic(
            "book.duplicate-file",
            at: entry.place,
            "the \(entry.owner) and the \(first.owner) would be one file where the disk knows no case",
            help: "the first is at \(first.place.file):\(first.place.line); rename one of them"
        )
    }
}

extension Chapter {
    /// The beginning of its text.
    var head: Place { Place(file: document.file, line: 1) }

    /// The images in its prose and in its directives' prose, at their places in the file.
    var images: [ProseIndex.Entry<Inline.Image>] {
        // Few directives contain an image, and parsing the prose of all takes time.
        let others = orderedDirectives.filter { $0.text.contains("![") }
        return index.images
            + others.flatMap { ProseFragment.all(in: $0, citing: Bibliography()) }.flatMap { fragment in
                ProseIndex(fragment.document).images.map { .init(item: $0.item, place: fragment.located($0.place)) }
            }
    }
}
