extension Chapter {
    /// The paragraph below the title, which the page shows in its head, and the remaining blocks.
    var leadAndBody: (lead: [Inline], body: [Block]) {
        var blocks = document.blocks
        if let index = blocks.firstIndex(where: { block in
            guard case .heading(let heading) = block.kind else { return false }
            return heading.level == 1
        }) {
            blocks.removeSubrange(...index)
        }
        guard case .paragraph(let content)? = blocks.first?.kind else { return ([], blocks) }
        return (content, Array(blocks.dropFirst()))
    }
}
