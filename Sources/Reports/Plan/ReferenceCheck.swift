import Diagnostics
import Foundation
import Training

/// Looks up everything that a chapter refers to.
struct ReferenceCheck {
    let book: Book
    let labels: LabelTable
    /// The index of the chapter that refers.
    let chapter: Int

    func faults(in chapter: Chapter) -> [Diagnostic] {
        var faults = faults(of: ProseIndex(chapter.document))
        for placed in chapter.orderedDirectives {
            for fragment in ProseFragment.all(in: placed) {
                faults += fragment.document.faults
                faults += self.faults(of: ProseIndex(fragment.document))
            }
        }
        return faults
    }

    private func faults(of index: ProseIndex) -> [Diagnostic] {
        index.crossReferences.compactMap { reference($0.item, at: $0.place) }
            + index.citedWorks.compactMap(citation)
            + index.values.compactMap { value($0.key, at: $0.textPlace) }
            + index.links.compactMap { link($0.item, at: $0.place) }
            + index.images.compactMap { image($0.item, at: $0.place) }
    }

    private func reference(_ target: String, at place: Place) -> Diagnostic? {
        guard labels.label(target, from: chapter) == nil else { return nil }
        let help = NearMiss.nearest(to: target, in: labels.names(from: chapter)).map { "did you mean '#\($0)'?" }
        return Diagnostic(
            "reference.broken",
            at: place,
            "nothing is called '#\(target)'",
            help: help ?? "give a figure, table, claim, equation or heading this id"
        )
    }

    private func citation(_ work: Inline.CitedWork) -> Diagnostic? {
        book.bibliography.fault(citing: work)
    }

    private func value(_ key: String, at place: Place) -> Diagnostic? {
        let id = key.split(separator: ".").first.map(String.init) ?? ""
        let sources = book.chapters.flatMap(\.orderedDirectives).filter {
            $0.directive is QueryDirective || $0.directive is ClaimDirective
        }
        guard sources.contains(where: { $0.id == id }) else {
            return Diagnostic(
                "value.unknown",
                at: place,
                "no query or claim is called '\(id)'",
                help: NearMiss.help(for: id, in: sources.map(\.id))
            )
        }
        guard key.split(separator: ".").count >= 2 else {
            return Diagnostic(
                "value.incomplete",
                at: place,
                "'value:\(key)' names no column",
                help: "write value:\(id).column, or value:\(id).column.2 for the second row"
            )
        }
        return nil
    }

    private func link(_ link: Inline.Link, at place: Place) -> Diagnostic? {
        let name = link.destination.split(separator: "#", maxSplits: 1).first.map(String.init) ?? ""
        guard !link.destination.contains(":"), name.hasSuffix(".md") else { return nil }
        let names = book.chapters.map { $0.name + ".md" }
        guard !names.contains(name) else { return nil }
        return Diagnostic(
            "reference.chapter",
            at: place,
            "there is no chapter '\(name)'",
            help: NearMiss.help(for: name, in: names)
        )
    }

    private func image(_ image: Inline.Image, at place: Place) -> Diagnostic? {
        guard !image.source.contains(":") else {
            let help = "put the picture into the book's folder, so that the report opens without network"
            return Diagnostic(
                "image.remote",
                at: place,
                "the image '\(image.source)' lies outside the book",
                help: help
            )
        }
        let file = book.files.folder.appending(path: image.source)
        guard !FileManager.default.fileExists(atPath: file.path) else { return nil }
        return Diagnostic(
            "image.missing",
            at: place,
            "there is no file '\(image.source)'",
            help: "the path begins at the book's folder, \(book.files.shownAs)"
        )
    }
}

/// A piece of Markdown within a directive or `book.yml`: a caption, a statement.
struct ProseFragment: Sendable {
    let document: Document

    /// Parses `text`, which stands at `place`; columns within it are those of the text, not of the file.
    init(_ text: String, at place: Place) {
        document = Document(parsing: text, file: place.file, firstLine: place.line)
    }

    /// The inlines of its only paragraph; several paragraphs run together.
    var inlines: [Inline] {
        document.blocks.flatMap { block -> [Inline] in
            guard case .paragraph(let content) = block.kind else { return [] }
            return content
        }
    }

    /// The keys whose texts are prose.
    private static let keys = ["caption", "says", "cites", "changes", "title"]

    /// Every piece of prose that a directive holds.
    static func all(in placed: PlacedDirective) -> [ProseFragment] {
        keys.compactMap { key in
            guard case .text(let text) = placed.source.value[key] ?? .null else { return nil }
            return ProseFragment(text, at: placed.source.place(of: [key]))
        }
    }
}

extension Chapter {
    /// The keys of every work that the chapter cites, in its prose and in its directives.
    var citedKeys: [String] {
        let fragments = orderedDirectives.flatMap { ProseFragment.all(in: $0) }
        return ([document] + fragments.map(\.document)).flatMap { ProseIndex($0).citedWorks.map(\.key) }
    }
}
