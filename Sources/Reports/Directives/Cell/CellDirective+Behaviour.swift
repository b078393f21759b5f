import Foundation
import Settings

extension CellDirective: PageDirective {
    var numberedAs: String? { caption.isEmpty ? nil : "Listing" }
    var isHidden: Bool { hidden }
    var prose: [[String]] { caption.isEmpty ? [] : [["caption"]] }
    var searched: String { caption }
    var files: [String] { [file] }

    /// The path of its code beside the pages.
    private var file: String { "cells/\(id).swift" }

    func prepare(for site: Site) throws { if !hidden { _ = try site.highlighting() } }

    func listingKey(for site: Site) throws -> String? {
        guard !hidden, let placed = site.plan.book.placed(id) else { return nil }
        return try site.highlighting().key(of: listing(placed))
    }

    func html(_ placed: PlacedDirective, in context: PageContext) throws -> Markup {
        guard !hidden else { return .empty }
        let listing = listing(placed)
        context.files[file] = Data((listing.text + "\n").utf8)
        let view = ListingView(
            id: id,
            number: context.plan.labels.labels[id].flatMap { numberedAs == nil ? nil : $0.text } ?? "",
            label: id,
            language: listing.language,
            marked: try context.renderer.source(listing.text) { try context.site.highlighted(listing) },
            caption: caption.isEmpty ? .empty : context.inline(caption, at: placed.source.place(of: ["caption"])),
            place: "\(id).swift",
            href: Verbatim(file),
            lineCount: listing.lines.count
        )
        return try context.render(view)
    }

    private func listing(_ placed: PlacedDirective) -> Listing {
        Listing(Self.code(in: placed.body).text.trimmed, file: "\(id).swift")
    }
}
