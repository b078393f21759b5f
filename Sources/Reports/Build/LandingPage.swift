import Diagnostics
import Foundation
import Settings
import Storage

/// The landing page: what to know in a minute, findings, chapters; and the page of all claims.
struct LandingPage {
    private let site: Site
    private let identifiers: PageIdentifiers
    private let outcomes: [String: ClaimOutcome]
    private let values: ValueCheck
    /// All claims; both pages show something of them, and their rows are made once.
    private let dashboard: DashboardView
    /// Wrong numbers in the findings.
    let faults: [Diagnostic]

    private let renderer: any Renderer

    /// The page with these verdicts; `renderer` replaces the site's format.
    init(site: Site, claims: [ClaimOutcome], renderer: (any Renderer)? = nil) {
        let renderer = renderer ?? site.html
        self.site = site
        self.renderer = renderer
        let outcomes = Dictionary(claims.map { ($0.id, $0) }) { first, _ in first }
        self.outcomes = outcomes
        let book = site.plan.book
        let values = ValueCheck(book: book, results: site.results)
        self.values = values
        faults = book.configurationNumbers.compactMap { values.fault($0) }
        let identifiers = PageIdentifiers(taken: PageIdentifiers.ofLanding.union(Dashboard.anchors(of: book)))
        self.identifiers = identifiers
        let page = book.claimsPage ?? SiteFiles.firstPage
        let rows = Dashboard(site: site, outcomes: outcomes, renderer: renderer) { chapter in
            PageContext(site: site, chapter: chapter, page: page, identifiers: identifiers, renderer: renderer)
        }
        dashboard = DashboardView(groups: rows.groups)
    }

    private var book: Book { site.plan.book }

    /// The content of the page.
    var view: LandingView {
        LandingView(
            title: renderer.label(book.configuration.title),
            sentence: renderer.label(book.configuration.sentence),
            minute: book.minute.map { PointView(title: renderer.label($0.title), sentence: prose($0.sentence)) },
            opening: site.smallFigure(book.configuration.opening, renderer),
            button: prose(book.configuration.button),
            findings: book.findings.map(finding),
            dashboard: dashboard,
            claimsPage: Verbatim(book.claimsPage ?? ""),
            chapters: book.chapters.enumerated().map { summary(of: $1, $0) }
        )
    }

    private func prose(_ text: String) -> Markup {
        guard !text.isEmpty, !book.chapters.isEmpty else { return .empty }
        return context(0).inline(text, at: book.configurationSource.place)
    }

    func html() throws -> Markup {
        let page = PageFrame(site: site).page(
            title: "",
            summary: PlainFormula.text(in: book.configuration.sentence),
            open: nil,
            file: SiteFiles.firstPage,
            main: try site.templates.render(view)
        )
        return try site.templates.render(page)
    }

    /// The page of all claims.
    func claimsHTML() throws -> Markup {
        var page = PageFrame(site: site).page(
            title: Self.claimsTitle,
            summary: "The claims of \(PlainFormula.text(in: book.configuration.title)) with their verdicts.",
            open: nil,
            file: book.claimsPage ?? "",
            main: try site.templates.render(dashboard)
        )
        page.dashboard?.isOpen = true
        return try site.templates.render(page)
    }

    static let claimsTitle = "Claims at a glance"

    /// The search index: the texts of every section and of the reference page.
    var searchIndex: String {
        let sections = book.chapters.flatMap { chapter -> [SearchIndex.Entry] in
            chapter.sections.map { section in
                SearchIndex.Entry(
                    href: chapter.address + (section.id.isEmpty ? "" : "#\(section.id)"),
                    title: section.title,
                    context: "Chapter \(chapter.number)",
                    text: section.text
                )
            }
        }
        return SearchIndex(
            entries: sections + shown + ReferencePage.searchEntries(page: book.referencePage, cells: site.plan.cells)
        ).script
    }

    /// The figures, tables, listings and claims of all chapters: their names and what they say.
    private var shown: [SearchIndex.Entry] {
        book.chapters.enumerated().flatMap { index, chapter in
            chapter.orderedDirectives.filter { $0.isShown && !$0.directive.searched.isEmpty }.map { placed in
                SearchIndex.Entry(
                    href: "\(chapter.address)#\(placed.id)",
                    title: site.plan.labels.labels[placed.id]?.text ?? placed.id,
                    context: "Chapter \(chapter.number)",
                    text: context(index).plain(placed.directive.searched, at: placed.place)
                )
            }
        }
    }

    private func context(_ chapter: Int) -> PageContext {
        PageContext(
            site: site,
            chapter: chapter,
            page: SiteFiles.firstPage,
            identifiers: identifiers,
            renderer: renderer
        )
    }

    private func finding(_ finding: BookConfiguration.Finding) -> FindingView {
        let number = CheckedNumber.scan(
            LocatedText(file: "", text: finding.value, origins: [.init(line: 1, column: 1)])
        )
        let outage = number.isEmpty ? nil : outage(behind: number[0])
        return FindingView(
            number: outage == nil ? number.first?.text ?? finding.value : "no result",
            unit: outage == nil ? renderer.label(finding.unit) : .empty,
            sentence: prose(finding.sentence),
            figure: site.smallFigure(finding.figure, renderer)
        )
    }

    private func outage(behind number: CheckedNumber) -> Outages.Outage? {
        do {
            _ = try values.found(number.key)
            return nil
        } catch {
            return error as? Outages.Outage
        }
    }

    private func summary(of chapter: Chapter, _ index: Int) -> ChapterSummaryView {
        let context = context(index)
        var writer = context.writer(of: chapter.document)
        let badges = chapter.orderedDirectives.compactMap { placed -> BadgeView? in
            guard let outcome = outcomes[placed.id] else { return nil }
            return BadgeView(
                id: placed.id,
                href: Verbatim(renderer.address("\(chapter.address)#\(placed.id)")),
                verdict: VerdictView(Verdict.Outcome(rawValue: outcome.verdict) ?? .undecided)
            )
        }
        return ChapterSummaryView(
            number: "\(chapter.number)",
            title: writer.label(chapter.title),
            href: Verbatim(renderer.address(chapter.address)),
            summary: writer.label(chapter.leadAndBody.lead),
            badges: badges
        )
    }
}
