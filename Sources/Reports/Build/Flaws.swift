public import Diagnostics

/// The problems of a book that has been built or checked, by kind.
public struct Flaws: Sendable {
    /// Experiments that failed.
    public var experiments: [Diagnostic] = []
    /// Directives without a result.
    public var directives: [Diagnostic] = []
    /// Numbers in the prose that differ from the results.
    public var numbers: [Diagnostic] = []
    /// Pages and files made from another version of the book.
    public var outdated: [Diagnostic] = []
    /// Verdicts that differ from the expected ones.
    public var surprises: [Diagnostic] = []

    /// Whether there are no problems.
    var isEmpty: Bool { (experiments + directives + numbers + outdated + surprises).isEmpty }
}

extension SiteReport {
    /// The problems on the pages.
    var flaws: Flaws {
        let isBroken = { (fault: Diagnostic) in fault.id == "directive.failed" }
        return Flaws(
            directives: faults.filter(isBroken),
            numbers: faults.filter { !isBroken($0) },
            surprises: surprises
        )
    }
}
