import Foundation

/// Renders a listing for the page.
struct SourcePart {
    let directive: SourceDirective
    let placed: PlacedDirective
    let context: PageContext

    func html() throws -> Markup {
        let listing = try Listing(directive)
        let path = "sources/\(listing.file).txt"
        context.files[path] = Data((Listing.source(of: listing.file) ?? "").utf8)
        let view = ListingView(
            id: directive.id,
            number: context.plan.labels.labels[directive.id]?.text ?? "",
            label: directive.declaration.isEmpty ? listing.file : directive.declaration,
            language: listing.language,
            marked: try context.renderer.source(listing.text) { try context.site.highlighted(listing) },
            caption: context.inline(directive.caption, at: placed.source.place(of: ["caption"])),
            place: "\(listing.file), lines \(listing.lines.lowerBound)–\(listing.lines.upperBound)",
            href: Verbatim(path),
            lineCount: listing.lines.count
        )
        return try context.render(view)
    }
}
