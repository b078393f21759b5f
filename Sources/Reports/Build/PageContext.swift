import Charts
import Diagnostics
import Experiments
import Foundation
import Settings
import Storage

/// The state shared by the parts of one page while it is rendered.
///
/// Members of the site are available as its own.
@dynamicMemberLookup
final class PageContext {
    let site: Site
    let chapterIndex: Int
    /// The file in which the parts are shown: the chapter's page, or the landing page.
    let page: String
    let values: ValueCheck
    /// The format of the page.
    let renderer: any Renderer

    /// Wrong numbers in the prose.
    var faults: [Diagnostic] = []
    /// An error of the machine, or an interruption by the user, in a directive's query; it ends the page and is no
    /// fault of the book.
    var failure: ArchiveError?
    /// Whether a part has no result because its run failed.
    var hasOutages = false
    /// Files beside the page, by path from the site's root.
    var files: [String: Data] = [:]
    /// The letters that the page's figures share.
    var glyphs = SharedGlyphs()
    /// The claims in the order of the text.
    var claims: [ClaimOutcome] = []
    /// The works that the chapter cites.
    private(set) lazy var references = ReferenceList(bibliography, citing: chapter.citedKeys(of: bibliography))
    /// The identifiers of the chapter's page.
    private(set) lazy var chapterIdentifiers = PageIdentifiers(chapter, works: references.entries.map(\.key))
    /// The identifiers of the page in which the parts are shown.
    private(set) lazy var identifiers = chapterIdentifiers

    /// The parts of a chapter, on its own page unless `page` names another.
    init(site: Site, chapter: Int, page: String? = nil, renderer: (any Renderer)? = nil) {
        self.site = site
        self.renderer = renderer ?? site.html
        chapterIndex = chapter
        self.page = page ?? site.plan.book.chapters[chapter].page
        values = ValueCheck(book: site.plan.book, results: site.results)
    }

    /// The parts of a chapter on another page, which has its own identifiers.
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

    /// A piece of Markdown without links and footnotes, for use inside a link or a summary.
    func flat(_ text: String, at place: Place) -> Markup {
        let fragment = ProseFragment(text, at: place, citing: bibliography)
        var writer = writer(of: fragment.document)
        return writer.label(fragment.inlines)
    }

    /// A piece of Markdown as text alone, for what takes no markup.
    func plain(_ text: String, at place: Place) -> String {
        ProseFragment(text, at: place, citing: bibliography).inlines.plainText
    }

    /// A writer of a document, which is the chapter or a part of it, for this page.
    func writer(of document: Document) -> any PageWriter {
        renderer.writer(of: document, asking: ChapterResolver(context: self), identifiers: identifiers)
    }

    /// A writer of the whole chapter, which links the terms of the glossary where the text uses them first.
    func writerOfChapter() -> any PageWriter {
        let glossary = site.plan.glossary
        let resolver = ChapterResolver(context: self, terms: glossary.chapter == chapterIndex ? [] : glossary.terms)
        return renderer.writer(of: chapter.document, asking: resolver, identifiers: identifiers)
    }

    /// A plain text, escaped.
    func escaped(_ text: String) -> Markup { renderer.escaped(text) }

    /// A plain text that may contain formulas.
    func label(_ text: String) -> Markup { renderer.label(text) }

    /// A view rendered by its template.
    func render(_ view: some RenderedView) throws -> Markup { try renderer.render(view) }

    /// A sentence about an experiment without results, with a link to it.
    func sentence(_ outage: Outages.Outage) -> Markup {
        let brief = escaped(outage.brief)
        let target = ChapterResolver(context: self).reference(to: outage.experiment)
        let link = target.map { renderer.link(brief, to: $0.address, kind: .plain) }
        return (link ?? brief) + (outage.reason.isEmpty ? .empty : escaped(": \(outage.reason)"))
    }

    /// A shell command that replays a query in SQLite, with its script in a file of its own.
    ///
    /// The script defines the views that the query reads, which are long and the same for many queries of a page.
    func replay(_ question: Question, as name: String) -> String {
        let path = Self.replayPath(name)
        files[path] = Data((site.plan.views.script(of: question).trimmed + "\n").utf8)
        return site.commands.sqlite(file: "\(renderer.format.folder)/\(path)")
    }

    /// The path of a query's script from the site's root.
    static func replayPath(_ name: String) -> String { "replay/\(name).sql" }
}

/// Resolves the references in a chapter's prose.
struct ChapterResolver: ProseResolver {
    let context: PageContext
    var terms: [GlossaryTerm] = []

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

    func isStrip(at place: Place) -> Bool? {
        guard let placed = context.chapter.directives[place], !placed.directive.isHidden else { return nil }
        return placed.directive.isStrip && context.outages.outage(of: placed.id) == nil
    }

    /// Reports the fault of a directive without a result, and returns the notice shown in its place.
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

    /// The notice shown in place of a directive that depends on failed runs.
    private func notice(_ outage: Outages.Outage, in placed: PlacedDirective) -> Markup {
        context.hasOutages = true
        guard !placed.directive.isHidden else { return .empty }
        let number = context.plan.labels.labels[placed.id].map { context.escaped("\($0.text): ") } ?? .empty
        let view = NoticeView(kind: .fault, id: placed.id, title: number + context.sentence(outage))
        return (try? context.render(view)) ?? .empty
    }

    /// The text shown in place of a number without a result.
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
