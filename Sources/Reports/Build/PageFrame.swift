import Experiments

/// The parts around the content that all pages share.
struct PageFrame {
    let site: Site

    /// A page; `open` is the index of the chapter it shows, nil for other pages.
    func page(title: String, summary: String, open: Int?, main: Markup) -> PageView {
        let book = site.plan.book
        let links = book.chapters.enumerated().map { index, chapter in
            ChapterLinkView(
                number: "\(chapter.number)",
                title: site.flatTitles[index],
                href: Verbatim(chapter.address),
                isOpen: index == open,
                sections: index == open ? sections(of: chapter, index) : []
            )
        }
        func neighbour(_ offset: Int) -> PageLinkView? {
            guard let open, book.chapters.indices.contains(open + offset) else { return nil }
            let chapter = book.chapters[open + offset]
            return PageLinkView(title: chapter.title.plainText, href: Verbatim(chapter.address))
        }
        return PageView(
            language: book.configuration.language,
            title: title,
            bookTitle: PlainFormula.text(in: book.configuration.title),
            bookHeading: site.label(book.configuration.title),
            summary: summary.prefix(300).description,
            chapters: links,
            reference: ChapterLinkView(
                number: "",
                title: .html("\(ReferencePage.title)"),
                href: Verbatim(book.referencePage)
            ),
            previous: neighbour(-1),
            next: neighbour(1),
            main: main,
            footer: FooterView(
                coreVersion: String(CoreVersion.digest.prefix(12)),
                hasLogs: site.plan.experiments.contains(where: \.isRecorded),
                licence: site.label(book.configuration.licence)
            )
        )
    }

    /// The reference page, with its sections in the contents.
    func reference(title: String, summary: String, sections: [SectionLinkView], main: Markup) -> PageView {
        var page = page(title: title, summary: summary, open: nil, main: main)
        page.reference?.isOpen = true
        page.reference?.sections = sections
        return page
    }

    private func sections(of chapter: Chapter, _ index: Int) -> [SectionLinkView] {
        let context = PageContext(site: site, chapter: index)
        return chapter.document.outline.filter { $0.level == 2 }.map { entry in
            SectionLinkView(title: context.flat(entry.content), spoken: entry.content.spoken, href: "#\(entry.id)")
        }
    }
}

extension Site {
    /// The chapters' titles in a form allowed within links; each page needs them all.
    var titles: [Markup] {
        plan.book.chapters.enumerated().map { PageContext(site: self, chapter: $0).flat($1.title) }
    }
}

extension PageContext {
    /// A heading in a form allowed within a link.
    fileprivate func flat(_ inlines: [Inline]) -> Markup {
        var writer = writer(of: chapter.document)
        return writer.label(inlines)
    }
}
