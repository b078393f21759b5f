import Diagnostics

/// Renders every formula of the book, so that a malformed one is a fault and does not leave a gap in a page.
struct FormulaCheck {
    let maths: MathRenderer

    /// The faults of a chapter's formulas; throws errors of the machine.
    func faults(in chapter: Chapter, of book: Book) throws -> [Diagnostic] {
        let fragments = chapter.orderedDirectives.flatMap { ProseFragment.all(in: $0, citing: book.bibliography) }
        let labels = chapter.orderedDirectives.flatMap { LabelText.all(in: $0) }
        return try faults(in: chapter.document) + fragments.flatMap(faults) + faults(in: labels)
    }

    /// The faults of the formulas in `book.yml`.
    func faults(inConfigurationOf book: Book) throws -> [Diagnostic] {
        try book.configurationProse.flatMap(faults) + faults(in: LabelText.all(in: book))
    }

    private func faults(in fragment: ProseFragment) throws -> [Diagnostic] {
        try faults(in: fragment.document).map(fragment.located)
    }

    /// The faults of formulas in labels, except those of figures, which the plan checks and KaTeX does not render.
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
