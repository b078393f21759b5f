import Diagnostics

/// Checks the names in `book.yml`: claims in the dashboard's groups, figures of the landing page.
struct DashboardCheck {
    let book: Book
    let labels: LabelTable

    var faults: [Diagnostic] { groups + figures }

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

    private var figures: [Diagnostic] {
        let known = book.drawnIDs
        return book.landingFigures.filter { !known.contains($0.id) && !faulty.contains($0.id) }.map { figure in
            Self.unknown("figure", figure.id, at: book.configurationSource.place(of: figure.path), among: known)
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
