extension Chapter {
    /// The text below each heading, for the search box.
    var sections: [(id: String, title: String, text: String)] {
        var sections: [(id: String, title: String, text: String)] = []
        for block in document.blocks {
            if case .heading(let heading) = block.kind {
                sections.append((heading.level == 1 ? "" : heading.id, heading.content.plainText, ""))
            } else if !sections.isEmpty {
                sections[sections.count - 1].text += [block].plainText + " "
            }
        }
        return sections
    }
}
