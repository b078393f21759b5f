import Diagnostics

/// Renders every formula of the book, so that a malformed one is a fault of the book and not a hole in a page.
struct FormulaCheck {
    let maths: MathRenderer

    /// Throws what the machine does wrong; what authors do wrong is given.
    func faults(in chapter: Chapter, of book: Book) throws -> [Diagnostic] {
        let fragments = chapter.orderedDirectives.flatMap { ProseFragment.all(in: $0, citing: book.bibliography) }
        let labels = chapter.orderedDirectives.flatMap { LabelText.all(in: $0) }
        return try faults(in: chapter.document) + fragments.flatMap(faults) + faults(in: labels)
    }

    /// The same for `book.yml`.
    func faults(inConfigurationOf book: Book) throws -> [Diagnostic] {
        try book.configurationProse.flatMap(faults) + faults(in: LabelText.all(in: book))
    }

    private func faults(in fragment: ProseFragment) throws -> [Diagnostic] {
        try faults(in: fragment.document).map(fragment.located)
    }

    /// The formulas of figures are not KaTeX's, and checked when the book is planned.
    private func faults(in labels: [LabelText]) throws -> [Diagnostic] {
        try labels.filter { !$0.isDrawn }.flatMap(\.formulas).compactMap(fault)
    }

    private func faults(in document: Document) throws -> [Diagnostic] {
        try ProseIndex(document).formulas.compactMap(fault)
    }

    private func fault(_ formula: Formula) throws -> Diagnostic? {
        do {
            _ = try maths.render(formula)
            return nil
        } catch let fault as MathFault {
            return fault.diagnostic(in: formula)
        }
    }
}
