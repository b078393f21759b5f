import Experiments

/// The parts around the content that all pages share.
struct PageFrame {
    let site: Site

    /// A page; `open` is the index of the chapter it shows, nil for other pages.
    func page(title: String, summary: String, open: Int?, file: String, main: Markup) -> PageView {
        let book = site.plan.book
        let configuration = book.configuration
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
            picture: picture,
            address: configuration.address.isEmpty ? "" : configuration.address(of: file),
            chapters: links,
            dashboard: book.claimsPage.map { page in
                ChapterLinkView(number: "", title: .html("\(LandingPage.claimsTitle)"), href: Verbatim(page))
            },
            reference: ChapterLinkView(
                number: "",
                title: .html("\(ReferencePage.title)"),
                href: Verbatim(book.referencePage)
            ),
            previous: neighbour(-1),
            next: neighbour(1),
            main: main,
            footer: footer
        )
    }

    private var footer: FooterView {
        let configuration = site.plan.book.configuration
        let citation = BookCitation(configuration)
        return FooterView(
            coreVersion: String(CoreVersion.digest.prefix(12)),
            hasLogs: site.plan.experiments.contains(where: \.isRecorded),
            licence: site.label(configuration.licence),
            tables: Verbatim(SiteFiles.tables),
            archive: Verbatim(configuration.archive),
            date: configuration.date,
            version: configuration.version,
            citation: citation.text,
            bibtex: Verbatim(citation.bibtex)
        )
    }

    /// The picture of link previews: the figure that opens the landing page.
    private var picture: String {
        let configuration = site.plan.book.configuration
        return configuration.opening.isEmpty ? "" : configuration.address(of: "figures/\(configuration.opening).png")
    }

    /// The page that a server shows for an address at which there is none; nil when the site's own is not known.
    func wrongAddress() -> PageView? {
        let configuration = site.plan.book.configuration
        guard !configuration.address.isEmpty else { return nil }
        let text = "There is no page at this address. Search above, or begin with the contents."
        var page = page(
            title: "No such page",
            summary: text,
            open: nil,
            file: SiteFiles.wrongAddress,
            main: .html("<article class=\"chapter\"><h1>No such page</h1><p class=\"lead\">\(text)</p></article>")
        )
        page.base = configuration.address(of: "")
        return page
    }

    /// The reference page, with its sections in the contents.
    func reference(title: String, summary: String, sections: [SectionLinkView], main: Markup) -> PageView {
        let file = site.plan.book.referencePage
        var page = page(title: title, summary: summary, open: nil, file: file, main: main)
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
