public import Diagnostics
public import Foundation
public import Storage

/// Finds what is out of date or wrong in a book and its results, without running or writing anything.
public struct SiteCheck {
    /// Faults that show only in the archive's tables, the formulas, or the answers to queries.
    public private(set) var faults: [Diagnostic]
    /// Warnings about answers without rows.
    public private(set) var warnings: [Diagnostic] = []
    /// The problems found; if the results belong to another version of the book, only that.
    public private(set) var flaws = Flaws()
    /// How many claims were checked.
    public private(set) var claimCount = 0
    /// The number of checked numbers in the prose.
    public private(set) var numberCount = 0

    /// Checks a plan against its archive and output; with `anew` every query is run again, also without its
    /// restriction.
    public init(plan: Plan, archive: Archive, output: URL, anew: Bool = false) throws {
        let site = try Site(plan: plan, archive: archive, output: output, anew: anew)
        faults = try site.faults()
        guard faults.isEmpty else { return }
        let causes = [try plan.change(since: archive), try plan.gaps(in: archive)]
        flaws.outdated = causes.compactMap { $0 }.map(Self.outdated)
        guard flaws.outdated.isEmpty else { return }
        let answers = AnswerCheck(site)
        faults = try answers.faults
        guard faults.isEmpty else { return }
        warnings = answers.warnings()
        let claims = try checkClaims(plan, site.results)
        let written = try? String(contentsOf: output.appending(path: "claims.tsv"), encoding: .utf8)
        if written != ReportFiles(claims: claims).table {
            let table = output.appending(path: "claims.tsv").relativePath
            flaws.outdated.append(Self.outdated("\(table) does not tell the present verdicts: run 'spikebook build'"))
        }
        let values = ValueCheck(book: plan.book, results: site.results)
        let numbers = plan.book.numbers
        numberCount = numbers.count
        flaws.numbers = Faults(numbers.compactMap { values.fault($0) }).diagnostics
    }

    private static func outdated(_ sentence: String) -> Diagnostic { Diagnostic("book.outdated", at: nil, sentence) }

    private mutating func checkClaims(_ plan: Plan, _ results: Results) throws -> [ClaimOutcome] {
        let claims = plan.book.claims
        claimCount = claims.count
        let outcomes = try claims.map { ClaimOutcome($0, try results.answer(to: $0)) }
        flaws.surprises = plan.book.surprises(among: outcomes)
        return outcomes
    }
}
