extension PageIdentifiers {
    /// The identifiers of a chapter's page.
    convenience init(_ chapter: Chapter, works: [String]) {
        let shown = chapter.orderedDirectives.filter(\.isShown)
        let authors = chapter.index.identifiers.map(\.item) + shown.map(\.id)
        self.init(
            taken: Self.ofFrame.union(authors),
            works: works,
            figures: shown.filter(\.directive.isDrawn).map(\.id)
        )
    }
}
