import Diagnostics

/// A Markdown chapter as a located tree, with the faults of its author.
struct Document: Sendable, Hashable {
    /// The file as the reader should see it.
    var file: String
    /// The YAML between the `---` lines at the very top.
    var frontMatter: LocatedText?
    /// The chapter's blocks, front matter and footnotes left out.
    var blocks: [Block]
    /// The footnotes in the order of their first reference.
    var footnotes: [Footnote]
    /// What the author must mend, in no order.
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
        /// The heading's text, formulas as TeX.
        var text: String
        var content: [Inline]
        var place: Place
    }

    /// The headings outside quotes and lists, from the top.
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
