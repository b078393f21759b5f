import Diagnostics
import Storage

/// How a directive is checked and shown: everything that needs the plan, the archive or the page.
///
/// Chapters are parsed without it, so that they do not depend on pages. All requirements but `html` have defaults,
/// which suit a directive without queries.
protocol PageDirective: Directive {
    // MARK: Checks

    /// Its faults that can be found before anything runs.
    func faults(of placed: PlacedDirective, in check: PlanCheck) -> [Diagnostic]
    /// Faults in its SQL, found with the archive's tables.
    func faults(of placed: PlacedDirective, in check: SQLCheck) -> [Diagnostic]
    /// Its answers, with the number of rows of each or the error.
    func answers(from results: Results) -> [Answer]
    /// Whether an answer without rows needs no warning.
    var mayFindNothing: Bool { get }
    /// The fault of a query of its own, in terms of the author's text, since SQLite may have been given a longer one.
    func asWritten(_ fault: QueryFault, from results: Results) throws -> QueryFault

    // MARK: Display

    /// The keys of its results, which need no query.
    func keys(from inputs: PageInputs) -> [String]
    /// The contents of its results; nil when they are not available.
    func content(from inputs: PageInputs) -> [String]?
    /// Checks that everything it needs besides the archive is available; throws when a package is missing.
    func prepare(for site: Site) throws
    /// The key under which the listing that it shows is cached; nil when it shows none.
    func listingKey(for site: Site) throws -> String?
    /// Its part of the page; throws `QueryFault`, `ValueFault`, an `Outage`, or errors of the machine.
    func html(_ placed: PlacedDirective, in context: PageContext) throws -> Markup
}

extension PageDirective {
    var mayFindNothing: Bool { false }

    func faults(of placed: PlacedDirective, in check: PlanCheck) -> [Diagnostic] { [] }

    func faults(of placed: PlacedDirective, in check: SQLCheck) -> [Diagnostic] {
        queries.compactMap { check.fault($0.sql, at: $0.path, in: placed) }
    }

    func answers(from results: Results) -> [Answer] { [] }

    func asWritten(_ fault: QueryFault, from results: Results) throws -> QueryFault { fault }

    func keys(from inputs: PageInputs) -> [String] { questions.map(inputs.results.key) }

    func content(from inputs: PageInputs) -> [String]? { [] }

    func prepare(for site: Site) throws {}

    func listingKey(for site: Site) throws -> String? { nil }
}

extension PlacedDirective {
    /// The directive as a `PageDirective`; a test checks that every kind is one.
    var onPage: any PageDirective {
        guard let directive = directive as? any PageDirective else {
            preconditionFailure("\(type(of: directive)) is no PageDirective")
        }
        return directive
    }
}
