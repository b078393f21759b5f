import Charts
import Diagnostics
import Experiments
import Foundation
import Settings
import Storage

/// What the parts of one page share while it is rendered, and what they leave behind; what the site knows it knows too.
@dynamicMemberLookup
final class PageContext {
    let site: Site
    let chapterIndex: Int
    /// The file in which the parts are shown: the chapter's page, or the landing page.
    let page: String
    let values: ValueCheck
    /// The format of the page.
    let renderer: any Renderer

    /// Numbers of the prose that are wrong.
    var faults: [Diagnostic] = []
    /// What the machine, or the user, did while a directive was asked for: no fault of the book, and the page's end.
    var failure: ArchiveError?
    /// Whether a part has no result for want of a run that could not be carried out.
    var hasOutages = false
    /// Files beside the page, by path from the site's root.
    var files: [String: Data] = [:]
    /// Claims in order.
    var claims: [ClaimOutcome] = []
    /// The works that the chapter cites.
    private(set) lazy var references = ReferenceList(bibliography, citing: chapter.citedKeys(of: bibliography))
    /// The identifiers of the chapter's page.
    private(set) lazy var chapterIdentifiers = PageIdentifiers(chapter, works: references.entries.map(\.key))
    /// The identifiers of the page in which the parts are shown.
    private(set) lazy var identifiers = chapterIdentifiers

    /// The parts of a chapter on its own page, or on another.
    init(site: Site, chapter: Int, page: String? = nil, renderer: (any Renderer)? = nil) {
        self.site = site
        self.renderer = renderer ?? site.html
        chapterIndex = chapter
        self.page = page ?? site.plan.book.chapters[chapter].page
        values = ValueCheck(book: site.plan.book, results: site.results)
    }

    /// Parts of a chapter on another page, which has identifiers of its own.
    convenience init(
        site: Site,
        chapter: Int,
        page: String,
        identifiers: PageIdentifiers,
        renderer: any Renderer
    ) {
        self.init(site: site, chapter: chapter, page: page, renderer: renderer)
        self.identifiers = identifiers
    }

    subscript<Member>(dynamicMember member: KeyPath<Site, Member>) -> Member { site[keyPath: member] }

    var chapter: Chapter { site.plan.book.chapters[chapterIndex] }

    var bibliography: Bibliography { site.plan.book.bibliography }

    /// A piece of Markdown within a line.
    func inline(_ text: String, at place: Place) -> Markup {
        let fragment = ProseFragment(text, at: place, citing: bibliography)
        var writer = writer(of: fragment.document)
        return writer.written(fragment.inlines)
    }

    /// A piece of Markdown that may stand inside a link or a summary, without links and footnotes.
    func flat(_ text: String, at place: Place) -> Markup {
        let fragment = ProseFragment(text, at: place, citing: bibliography)
        var writer = writer(of: fragment.document)
        return writer.label(fragment.inlines)
    }

    /// A writer for the page of what the chapter holds, or a part of it.
    func writer(of document: Document) -> any PageWriter {
        renderer.writer(of: document, asking: ChapterResolver(context: self), identifiers: identifiers)
    }

    /// A text that is no markup.
    func escaped(_ text: String) -> Markup { renderer.escaped(text) }

    /// A text that is no Markdown but may hold formulas.
    func label(_ text: String) -> Markup { renderer.label(text) }

    /// A view by its template.
    func render(_ view: some RenderedView) throws -> Markup { try renderer.render(view) }

    /// A sentence on what happened to an experiment, with a link to it.
    func sentence(_ outage: Outages.Outage) -> Markup {
        let brief = escaped(outage.brief)
        let target = ChapterResolver(context: self).reference(to: outage.experiment)
        let link = target.map { renderer.link(brief, to: $0.address, kind: .plain) }
        return (link ?? brief) + (outage.reason.isEmpty ? .empty : escaped(": \(outage.reason)"))
    }

    /// A command that replays a query by the shell of SQLite, which is told first of the views that the query reads.
    func replay(_ question: Question) -> String { site.commands.sqlite(site.plan.views.script(of: question).trimmed) }
}

/// Answers the questions of a chapter's prose.
struct ChapterResolver: ProseResolver {
    let context: PageContext

    func reference(to target: String, at place: Place) -> ProseReference? { reference(to: target) }

    fileprivate func reference(to target: String) -> ProseReference? {
        context.plan.labels.label(target, from: context.chapterIndex).map { label in
            let isHere = label.page == context.page && !label.anchor.isEmpty
            let address = isHere ? "#\(label.anchor)" : context.renderer.address(label.address)
            return ProseReference(address: address, text: label.text)
        }
    }

    func citation(of works: [Inline.CitedWork], at place: Place) -> Markup {
        let page = context.page == context.chapter.page ? "" : context.renderer.address(context.chapter.address)
        return context.references.citation(
            of: works,
            page: page,
            identifiers: context.chapterIdentifiers,
            by: context.renderer
        )
    }

    func value(_ value: Inline.Value, at place: Place) -> Markup {
        let stored: Double?
        do {
            stored = try context.values.found(value.key).number
        } catch let outage as Outages.Outage {
            return number(lacking: outage)
        } catch {
            stored = nil
        }
        let tolerance = CheckedNumber(value).tolerance?.text ?? ""
        let measured = stored.map { NumberText.significant($0, digits: 5) } ?? "nothing"
        let id = value.key.split(separator: ".").first.map(String.init) ?? ""
        let link = reference(to: id, at: place)
        let isHidden = context.plan.book.sources[id]?.isHidden == true
        let view = CheckedValueView(
            text: value.text,
            value: stored.map { Value.canonical($0) } ?? "",
            origin: tolerance.isEmpty
                ? "\(value.key), computed: \(stored.map { Value.canonical($0) } ?? "nothing")"
                : "\(value.key), \(tolerance) allowed; this build measured \(measured)",
            spread: tolerance.isEmpty ? "" : " (\(tolerance); this build measured \(measured))",
            href: Verbatim(isHidden ? "" : link?.address ?? "")
        )
        return (try? context.render(view)) ?? context.escaped(value.text)
    }

    func formula(_ formula: Formula) -> Markup {
        let label = formula.label.flatMap { context.plan.labels.labels[$0] }
        return context.renderer.formula(formula, number: label?.number ?? "")
    }

    func directive(_ fence: Block.Fence, at place: Place) -> Markup {
        guard let placed = context.chapter.directives[place] else { return .empty }
        do {
            return try placed.onPage.html(placed, in: context)
        } catch let outage as Outages.Outage {
            return notice(outage, in: placed)
        } catch let failure as ArchiveError {
            context.failure = context.failure ?? failure
            return .empty
        } catch let fault as QueryFault {
            let found = try? AnswerCheck(book: context.plan.book, results: context.results).failure(of: placed)
            return report(fault.message, at: found?.place, help: fault.help, in: placed)
        } catch let fault as ValueFault {
            return report(fault.message, help: fault.help, in: placed)
        } catch {
            return report("\(error)", in: placed)
        }
    }

    /// A directive that has no result shows a notice in its place, and its fault is reported.
    private func report(_ message: String, at place: Place? = nil, help: String? = nil, in placed: PlacedDirective)
        -> Markup
    {
        context.faults.append(
            Diagnostic("directive.failed", at: place ?? placed.place, "\(placed.id): \(message)", help: help)
        )
        let view = NoticeView(
            kind: .fault,
            id: placed.id,
            title: context.escaped("\(placed.id) could not be made"),
            detail: message
        )
        return (try? context.render(view)) ?? .empty
    }

    /// A directive that depends on runs which could not be carried out shows that in its place.
    private func notice(_ outage: Outages.Outage, in placed: PlacedDirective) -> Markup {
        context.hasOutages = true
        guard !placed.directive.isHidden else { return .empty }
        let number = context.plan.labels.labels[placed.id].map { context.escaped("\($0.text): ") } ?? .empty
        let view = NoticeView(kind: .fault, id: placed.id, title: number + context.sentence(outage))
        return (try? context.render(view)) ?? .empty
    }

    /// What stands in the place of a number.
    private func number(lacking outage: Outages.Outage) -> Markup {
        context.hasOutages = true
        let view = CheckedValueView(
            text: "(\(outage.brief))",
            value: "",
            origin: outage.sentence,
            href: Verbatim(reference(to: outage.experiment)?.address ?? "")
        )
        return (try? context.render(view)) ?? .empty
    }

    func imageAddress(_ image: Inline.Image, at place: Place) -> String {
        guard let name = LinkPath(image: image.source)?.path else { return image.source }
        if let data = try? context.plan.book.files.file(name).data() { context.files["images/" + name] = data }
        return "images/" + name.addressEncoded
    }

    func linkAddress(_ link: Inline.Link, at place: Place) -> String {
        let book = context.plan.book
        guard let target = LinkPath(link: link.destination), let index = book.chapterIndex(of: target) else {
            return link.destination
        }
        let chapter = book.chapters[index]
        let label = target.anchor.flatMap { context.plan.labels.label(anchor: $0, in: chapter, at: index) }
        return context.renderer.address(label?.address ?? chapter.address)
    }
}
