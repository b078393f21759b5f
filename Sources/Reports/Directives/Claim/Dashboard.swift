import Diagnostics
import Settings
import Storage

/// All claims of a book with their verdicts, in the groups of `book.yml`.
struct Dashboard {
    let site: Site
    /// The claims' results, by identifier.
    let outcomes: [String: ClaimOutcome]
    let renderer: any Renderer
    /// The context for showing parts of a chapter on the dashboard's page.
    let context: (_ chapter: Int) -> PageContext

    private var book: Book { site.plan.book }

    private struct PlacedClaim {
        var claim: ClaimDirective
        var placed: PlacedDirective
        var chapter: Int
        var section: PageLinkView?
    }

    private var claims: [PlacedClaim] {
        book.chapters.enumerated().flatMap { index, chapter -> [PlacedClaim] in
            var section: PageLinkView?
            return chapter.document.blocks.compactMap { block in
                if case .heading(let heading) = block.kind, heading.level > 1 {
                    section = PageLinkView(
                        title: heading.content.plainText,
                        href: Verbatim(renderer.address("\(chapter.address)#\(heading.id)"))
                    )
                }
                guard let placed = chapter.directives[block.place], let claim = placed.directive as? ClaimDirective
                else { return nil }
                return PlacedClaim(claim: claim, placed: placed, chapter: index, section: section)
            }
        }
    }

    private static let anchorOfRest = "group-rest"

    private static func anchor(ofGroup index: Int) -> String { "group-\(index + 1)" }

    /// The HTML ids of all groups that a book may have.
    static func anchors(of book: Book) -> [String] { book.groups.indices.map(anchor) + [anchorOfRest] }

    /// The groups of `book.yml`, and a last one for claims that are in no group.
    var groups: [DashboardGroupView] {
        let claims = claims
        var views = book.groups.enumerated().map { index, group in
            DashboardGroupView(
                id: Self.anchor(ofGroup: index),
                title: renderer.label(group.title),
                claims: group.claims.compactMap { id in claims.first { $0.claim.id == id } }.map(row)
            )
        }
        let named = Set(book.groups.flatMap(\.claims))
        let rest = claims.filter { !named.contains($0.claim.id) }
        if !rest.isEmpty {
            let title = views.isEmpty ? "All claims" : "Further claims"
            views.append(
                DashboardGroupView(id: Self.anchorOfRest, title: renderer.escaped(title), claims: rest.map(row))
            )
        }
        return views.filter { !$0.claims.isEmpty }
    }

    private func row(_ entry: PlacedClaim) -> DashboardClaimView {
        let chapter = book.chapters[entry.chapter]
        let outcome = outcomes[entry.claim.id]
        let verdict = outcome.flatMap { Verdict.Outcome(rawValue: $0.verdict) } ?? .undecided
        let figure = site.plan.labels.labels[entry.claim.figure]
        var view = DashboardClaimView(
            id: entry.claim.id,
            href: Verbatim(renderer.address("\(chapter.address)#\(entry.claim.id)")),
            statement: context(entry.chapter).inline(
                entry.claim.statement,
                at: entry.placed.source.place(of: ["says"])
            ),
            verdict: VerdictView(verdict)
        )
        if let outcome, !outcome.isExpected, outcome.outage == nil {
            view.expected = Verdict.Outcome(rawValue: outcome.expected).map { VerdictView($0) }
        }
        view.measured = renderer.label(outcome?.measured ?? "")
        view.spread = outcome?.spread ?? ""
        view.outage = outcome?.outage ?? ""
        view.isChanged = !entry.claim.earlierRules.isEmpty
        view.share = outcome.map { $0.trials > 0 ? "\($0.holds) of \($0.trials)" : "" } ?? ""
        view.trials = outcome?.held.map { TrialView(held: $0.map { $0 == 1 }) } ?? []
        view.values = outcome?.values ?? []
        view.thresholds = outcome?.thresholds ?? []
        view.chapter = "\(chapter.number) \(chapter.title.plainText)"
        view.workload = entry.claim.workload
        view.section = entry.section
        view.figure = figure.map { PageLinkView(title: $0.text, href: Verbatim(renderer.address($0.address))) }
        return view
    }
}

extension Book {
    /// The name of the page of all claims; nil when the book has none.
    var claimsPage: String? { ids(ofDirective: ClaimDirective.name).isEmpty ? nil : freePage("claims.html") }
}
