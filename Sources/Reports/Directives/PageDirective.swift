import Diagnostics
import Storage

/// A directive as it is checked and shown: all that it asks of the plan, the archive and the page.
///
/// Chapters are read without it, so that what they say depends on nothing that is made of them. All but `html` have defaults,
/// those of a directive that asks for nothing.
protocol PageDirective: Directive {
    // MARK: How it is checked

    /// What is wrong with it as can be seen before anything has run.
    func faults(of placed: PlacedDirective, in check: PlanCheck) -> [Diagnostic]
    /// What is wrong with its SQL as the archive's tables show.
    func faults(of placed: PlacedDirective, in check: SQLCheck) -> [Diagnostic]
    /// Its answers: where each is asked for, and what gives the number of its rows or tells why there is none.
    func answers(from results: Results) -> [Answer]
    /// Whether an answer without rows is no surprise.
    var mayFindNothing: Bool { get }
    /// A fault of a query of its own, where SQLite may have been given more than was written.
    func asWritten(_ fault: QueryFault, from results: Results) throws -> QueryFault

    // MARK: What it shows

    /// The keys of its results, which cost nothing.
    func keys(from inputs: PageInputs) -> [String]
    /// What its results say; nil when they cannot be had.
    func content(from inputs: PageInputs) -> [String]?
    /// Makes sure that what it needs beside the archive is there; throws when a package is missing.
    func prepare(for site: Site) throws
    /// Under what a piece of source is kept between builds that it shows; nil when it shows none.
    func listingKey(for site: Site) throws -> String?
    /// Itself in the page; throws `QueryFault`, `ValueFault`, an `Outage`, or the machine's faults.
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
    /// The directive as it is checked and shown; a test sees to it that every kind can be.
    var onPage: any PageDirective {
        guard let directive = directive as? any PageDirective else {
            preconditionFailure("\(type(of: directive)) is no PageDirective")
        }
        return directive
    }
}
