import Charts
import Diagnostics
import Experiments
import Foundation
import Storage

/// One chapter's page.
struct ChapterPage {
    private let site: Site
    private let context: PageContext

    /// The page of a chapter; `renderer` replaces the site's format.
    init(site: Site, chapter: Int, renderer: (any Renderer)? = nil) {
        self.site = site
        context = PageContext(site: site, chapter: chapter, renderer: renderer)
    }

    /// A rendered page and its files.
    struct Rendered {
        /// The page and its files, by path.
        var files: [String: Data]
        var claims: [ClaimOutcome]
        var faults: [Diagnostic]
        /// Whether a result on the page is missing because its run failed.
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
            file: chapter.page,
            main: try context.render(view)
        )
        context.files[chapter.page] = Data(try site.templates.render(page).text.utf8)
        return result
    }

    /// The page without a frame, as the file `name`; `ending` gives the text at its end.
    func rendered(as name: String, ending: () -> Markup) throws -> Rendered {
        let text = try context.render(try view())
        let parts = [text, ending()].filter { !$0.isEmpty }
        context.files[name] = Data((parts.joined(separator: "\n\n").text + "\n").utf8)
        return result
    }

    /// The chapter with everything that it shows; throws errors of the machine.
    private func view() throws -> ChapterView {
        let chapter = context.chapter
        var writer = context.writerOfChapter()
        let title = writer.written(chapter.title)
        let (lead, body) = chapter.leadAndBody
        let writtenLead = writer.written(lead)
        let writtenBody = writer.written(body)
        if let failure = context.failure { throw failure }
        return ChapterView(
            number: "\(chapter.number)",
            title: title,
            readingTime: Self.readingTime(of: chapter.document.blocks.plainText),
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

    /// By the words of the prose, at two hundred a minute; what directives show is looked at and not read through.
    private static func readingTime(of text: String) -> String {
        let minutes = (text.split(whereSeparator: \.isWhitespace).count + 199) / 200
        return minutes <= 1 ? "a minute" : "\(minutes) minutes"
    }

    private var result: Rendered {
        let wrong = context.chapter.numbers.compactMap { context.values.fault($0) }
        return Rendered(
            files: context.files,
            claims: context.claims,
            faults: Faults(context.faults + wrong).diagnostics,
            hasOutages: context.hasOutages
        )
    }
}
