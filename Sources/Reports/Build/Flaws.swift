public import Diagnostics

/// What is not in order in a book that has been built, or could be, by what there is to be mended.
public struct Flaws: Sendable {
    /// Experiments that could not be carried out.
    public var experiments: [Diagnostic] = []
    /// Directives that have no result.
    public var directives: [Diagnostic] = []
    /// Numbers of the prose that are not the results.
    public var numbers: [Diagnostic] = []
    /// What was made from another version of the book.
    public var outdated: [Diagnostic] = []
    /// Verdicts that are not the expected ones.
    public var surprises: [Diagnostic] = []

    /// Whether all is in order.
    var isEmpty: Bool { (experiments + directives + numbers + outdated + surprises).isEmpty }
}

extension SiteReport {
    /// What is not in order on the pages.
    var flaws: Flaws {
        let isBroken = { (fault: Diagnostic) in fault.id == "directive.failed" }
        return Flaws(
            directives: faults.filter(isBroken),
            numbers: faults.filter { !isBroken($0) },
            surprises: surprises
        )
    }
}
