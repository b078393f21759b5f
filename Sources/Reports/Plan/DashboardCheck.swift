import Diagnostics

/// Looks up what `book.yml` names: claims of the dashboard's groups, figures of the findings.
struct DashboardCheck {
    let book: Book
    let labels: LabelTable

    var faults: [Diagnostic] { groups + findings + claims }

    private var directives: [PlacedDirective] { book.chapters.flatMap(\.orderedDirectives) }

    private var faulty: Set<String> { book.faultyIDs }

    private var groups: [Diagnostic] {
        let claims = directives.filter { $0.directive is ClaimDirective }.map(\.id)
        return book.groups.enumerated().flatMap { group, entry in
            entry.claims.enumerated().compactMap { index, id in
                guard !claims.contains(id), !faulty.contains(id) else { return nil }
                let place = book.configurationSource.place(of: ["groups", "\(group)", "claims", "\(index)"])
                return unknown("claim", id, at: place, among: claims)
            }
        }
    }

    private var findings: [Diagnostic] {
        let figures = directives.filter { $0.directive is FigureDirective }.map(\.id)
        return book.findings.enumerated().compactMap { index, finding in
            guard !finding.figure.isEmpty, !figures.contains(finding.figure), !faulty.contains(finding.figure) else {
                return nil
            }
            let place = book.configurationSource.place(of: ["findings", "\(index)", "figure"])
            return unknown("figure", finding.figure, at: place, among: figures)
        }
    }

    private var claims: [Diagnostic] {
        let figures = directives.filter { $0.directive is FigureDirective }.map(\.id)
        return directives.compactMap { placed in
            guard let claim = placed.directive as? ClaimDirective, !claim.figure.isEmpty,
                !figures.contains(claim.figure), !faulty.contains(claim.figure)
            else { return nil }
            return unknown("figure", claim.figure, at: placed.source.place(of: ["figure"]), among: figures)
        }
    }

    private func unknown(_ kind: String, _ id: String, at place: Place, among known: [String]) -> Diagnostic {
        Diagnostic(
            "reference.\(kind)",
            at: place,
            "there is no \(kind) '\(id)'",
            help: NearMiss.help(for: id, in: known)
        )
    }
}
