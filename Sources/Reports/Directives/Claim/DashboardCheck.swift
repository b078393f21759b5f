import Diagnostics

/// Checks the names in `book.yml`: claims in the dashboard's groups, figures of the findings.
struct DashboardCheck {
    let book: Book
    let labels: LabelTable

    var faults: [Diagnostic] { groups + findings }

    private var faulty: Set<String> { book.faultyIDs }

    private var groups: [Diagnostic] {
        let claims = book.ids(ofDirective: ClaimDirective.name)
        return book.groups.enumerated().flatMap { group, entry in
            entry.claims.enumerated().compactMap { index, id in
                guard !claims.contains(id), !faulty.contains(id) else { return nil }
                let place = book.configurationSource.place(of: ["groups", "\(group)", "claims", "\(index)"])
                return Self.unknown("claim", id, at: place, among: claims)
            }
        }
    }

    private var findings: [Diagnostic] {
        let figures = book.drawnIDs
        return book.findings.enumerated().compactMap { index, finding in
            guard !finding.figure.isEmpty, !figures.contains(finding.figure), !faulty.contains(finding.figure) else {
                return nil
            }
            let place = book.configurationSource.place(of: ["findings", "\(index)", "figure"])
            return Self.unknown("figure", finding.figure, at: place, among: figures)
        }
    }

    /// The fault of a name that the book does not have.
    static func unknown(_ kind: String, _ id: String, at place: Place, among known: [String]) -> Diagnostic {
        Diagnostic(
            "reference.\(kind)",
            at: place,
            "there is no \(kind) '\(id)'",
            help: NearMiss.help(for: id, in: known)
        )
    }
}
