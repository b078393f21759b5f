import Charts
import Diagnostics
import Experiments
import Foundation
import Storage

/// One chapter's page.
struct ChapterPage {
    private let site: Site
    private let context: PageContext

    /// The page of a chapter, in a format other than the site's if a renderer is given.
    init(site: Site, chapter: Int, renderer: (any Renderer)? = nil) {
        self.site = site
        context = PageContext(site: site, chapter: chapter, renderer: renderer)
    }

    /// A page with what belongs to it.
    struct Rendered {
        /// The page and its files by path.
        var files: [String: Data]
        var claims: [ClaimOutcome]
        var faults: [Diagnostic]
        /// Whether something on it has no result for want of a run that could not be carried out.
        var hasOutages: Bool
    }

    /// The page within the frame of the site.
    func rendered() throws -> Rendered {
        let chapter = context.chapter
        let view = try view()
        let page = PageFrame(site: site).page(
            title: chapter.title.plainText,
            summary: chapter.leadAndBody.lead.plainText,
            open: context.chapterIndex,
            main: try context.render(view)
        )
        context.files[chapter.page] = Data(try site.templates.render(page).text.utf8)
        return result
    }

    /// The page by itself, as a file of a name; `ending` gives what stands at its end.
    func rendered(as name: String, ending: () -> Markup) throws -> Rendered {
        let text = try context.render(try view())
        let parts = [text, ending()].filter { !$0.isEmpty }
        context.files[name] = Data((parts.joined(separator: "\n\n").text + "\n").utf8)
        return result
    }

    /// The chapter with all that it shows; throws what the machine does wrong.
    private func view() throws -> ChapterView {
        let chapter = context.chapter
        var writer = context.writer(of: chapter.document)
        let title = writer.written(chapter.title)
        let (lead, body) = chapter.leadAndBody
        let writtenLead = writer.written(lead)
        let writtenBody = writer.written(body)
        if let failure = context.failure { throw failure }
        return ChapterView(
            number: "\(chapter.number)",
            title: title,
            lead: writtenLead,
            badges: context.claims.map { outcome in
                BadgeView(
                    id: outcome.id,
                    href: "#\(outcome.id)",
                    verdict: VerdictView(Verdict.Outcome(rawValue: outcome.verdict) ?? .undecided)
                )
            },
            body: writtenBody,
            references: context.references.items.map {
                ReferenceView(id: context.identifiers.works[$0.key] ?? "", text: $0.html)
            }
        )
    }

    private var result: Rendered {
        let wrong = ValueCheck.numbers(in: context.chapter).compactMap { context.values.fault($0) }
        return Rendered(
            files: context.files,
            claims: context.claims,
            faults: Faults(context.faults + wrong).diagnostics,
            hasOutages: context.hasOutages
        )
    }
}

extension Chapter {
    /// The paragraph below the title, which stands in the page's head, and the blocks below it.
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

/// What all pages have around their content.
struct PageFrame {
    let site: Site

    /// A page; `open` is the index of the chapter it shows, nil for all others.
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
            bookTitle: book.configuration.title,
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
                licence: site.label(book.configuration.licence)
            )
        )
    }

    /// The page of the reference, with its sections in the contents.
    func reference(title: String, summary: String, sections: [SectionLinkView], main: Markup) -> PageView {
        var page = page(title: title, summary: summary, open: nil, main: main)
        page.reference?.isOpen = true
        page.reference?.sections = sections
        return page
    }

    private func sections(of chapter: Chapter, _ index: Int) -> [SectionLinkView] {
        let context = PageContext(site: site, chapter: index)
        return chapter.document.outline.filter { $0.level == 2 }.map { entry in
            SectionLinkView(title: flat(entry.content, context), href: "#\(entry.id)")
        }
    }

    /// The chapters' titles as they may stand within links; each page needs them all.
    var titles: [Markup] {
        site.plan.book.chapters.enumerated().map { flat($1.title, PageContext(site: site, chapter: $0)) }
    }

    /// A heading as it may stand within a link.
    private func flat(_ inlines: [Inline], _ context: PageContext) -> Markup {
        var writer = context.writer(of: context.chapter.document)
        return writer.label(inlines)
    }
}
