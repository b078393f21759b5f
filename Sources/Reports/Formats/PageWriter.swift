/// Writes blocks and running text in one format.
protocol PageWriter {
    /// A sequence of blocks.
    mutating func written(_ blocks: [Block]) -> Markup
    /// Running text within a line.
    mutating func written(_ inlines: [Inline]) -> Markup
    /// Running text for use inside a link, without links and footnotes.
    mutating func label(_ inlines: [Inline]) -> Markup
}
