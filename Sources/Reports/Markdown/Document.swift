import Diagnostics

/// A Markdown chapter as a tree with places, and its faults.
struct Document: Sendable, Hashable {
    /// The file as messages show it.
    var file: String
    /// The YAML between the `---` lines at the beginning.
    var frontMatter: LocatedText?
    /// The chapter's blocks, without front matter and footnotes.
    var blocks: [Block]
    /// The footnotes in the order of their first reference.
    var footnotes: [Footnote]
    /// The faults that the author must correct, in no particular order.
    var faults: [Diagnostic]

    /// A footnote's definition.
    struct Footnote: Sendable, Hashable {
        var label: String
        var blocks: [Block]
        var place: Place
    }

    /// One heading of the table of contents.
    struct OutlineEntry: Sendable, Hashable {
        var level: Int
        var id: String
        /// The heading's text, with formulas as TeX.
        var text: String
        var content: [Inline]
        var place: Place
    }

    /// The headings outside quotes and lists, in the order of the text.
    var outline: [OutlineEntry] {
        blocks.compactMap { block in
            guard case .heading(let heading) = block.kind else { return nil }
            return OutlineEntry(
                level: heading.level,
                id: heading.id,
                text: heading.content.plainText,
                content: heading.content,
                place: block.place
            )
        }
    }
}
