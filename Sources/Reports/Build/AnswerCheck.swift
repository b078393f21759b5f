public import Diagnostics
import Storage

/// Checks the answers of a book's queries, figures and claims: which fail when run, and which have no rows.
public struct AnswerCheck {
    private let book: Book
    private let results: Results

    /// A check of the answers that a site shows.
    public init(_ site: Site) {
        self.init(book: site.plan.book, results: site.results)
    }

    init(book: Book, results: Results) {
        self.book = book
        self.results = results
    }

    /// A warning for each answer without rows, in some chapters or in all; failing answers give none.
    public func warnings(ofChapters chapters: Set<Int>? = nil) -> [Diagnostic] {
        let indices = book.chapters.indices.filter { chapters?.contains($0) ?? true }
        return Faults(indices.flatMap { book.chapters[$0].orderedDirectives.flatMap(nothing) }).diagnostics
    }

    /// A fault for each answer that fails.
    var faults: [Diagnostic] {
        get throws { try book.chapters.flatMap(\.orderedDirectives).compactMap(failure) }
    }

    private func nothing(in placed: PlacedDirective) -> [Diagnostic] {
        guard !placed.onPage.mayFindNothing else { return [] }
        return placed.onPage.answers(from: results).compactMap { question in
            guard (try? question.rows()) == 0 else { return nil }
            return Diagnostic(
                .warning,
                "query.nothing",
                at: placed.source.place(of: question.path),
                "\(placed.id): nothing was found, the query gives no row",
                help: "look at its conditions, and at what 'spikebook query' gives for parts of it"
            )
        }
    }

    /// The fault of a directive whose query fails, at its place; nil when it has an answer.
    ///
    /// Throws errors that are not the query's fault.
    func failure(of placed: PlacedDirective) throws -> Diagnostic? {
        for question in placed.onPage.answers(from: results) {
            do {
                _ = try question.rows()
            } catch is Outages.Outage {
                // Runs are still missing, so the query cannot be judged.
                return nil
            } catch let fault as QueryFault {
                let path = fault.source == .expect ? ["expect"] : question.path
                return placed.diagnostic(try placed.onPage.asWritten(fault, from: results), at: path)
            }
        }
        return nil
    }
}

extension PlacedDirective {
    /// Turns the fault of a query of this directive, written at `path`, into a diagnostic.
    func diagnostic(_ fault: QueryFault, at path: [String]) -> Diagnostic {
        var place = source.place(of: path, line: fault.position?.line, column: fault.position?.column)
        if let position = fault.position { place.length = position.length }
        return Diagnostic("query.\(fault.kind.name)", at: place, "\(id): \(fault.message)", help: fault.help)
    }
}
