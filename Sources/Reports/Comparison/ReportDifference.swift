/// What differs between two reports: verdicts, measured values, results behind the prose's numbers, figures.
public struct ReportDifference {
    /// Something with a name that was another before, or is on one side only.
    struct Change<Content: Codable>: Codable {
        var name: String
        /// Nil when the first report has none.
        var before: Content?
        /// Nil when the second report has none.
        var after: Content?
    }

    /// The names of the two.
    let names: (before: String, after: String)
    /// Claims with another verdict or another expected one, and claims that are in one report only.
    let verdicts: [Change<ReportSide.Claim>]
    /// Claims with the same verdict from other trials or with another measured value.
    let measures: [Change<ReportSide.Claim>]
    /// Results as they are printed, by the key under which the prose asks for them.
    let numbers: [Change<String>]
    /// Digests of what figures show.
    let figures: [Change<String>]
    /// What was not compared, since one of the two does not hold it.
    let untold: [String]

    /// Compares two reports.
    public init(from before: ReportSide, to after: ReportSide) {
        names = (before.name, after.name)
        let gone = before.order.filter { after.claims[$0] == nil }
        let claims = (after.order + gone).map { id in
            Change(name: id, before: before.claims[id], after: after.claims[id])
        }
        verdicts = claims.filter { $0.before?.ruling != $0.after?.ruling }
        measures = claims.filter { $0.before?.ruling == $0.after?.ruling && Self.isMeasuredOtherwise($0) }
        // A last digit that another processor rounds otherwise is no change that anybody is shown.
        func told(_ number: Double) -> String { NumberText.significant(number, digits: 5) }
        numbers = Self.changes(before.numbers?.mapValues(told), after.numbers?.mapValues(told))
        figures = Self.changes(before.figures, after.figures)
        let parts = [
            ("trials", before.tellsTrials && after.tellsTrials),
            ("measured values", before.tellsMeasures && after.tellsMeasures),
            ("numbers of the prose", before.numbers != nil && after.numbers != nil),
            ("figures", before.figures != nil && after.figures != nil),
        ]
        untold = parts.filter { !$0.1 }.map(\.0)
    }

    /// Whether the two have other verdicts.
    public var changesVerdicts: Bool { !verdicts.isEmpty }

    /// Whether nothing that was compared differs.
    var isEmpty: Bool { verdicts.isEmpty && measures.isEmpty && numbers.isEmpty && figures.isEmpty }

    private static func isMeasuredOtherwise(_ change: Change<ReportSide.Claim>) -> Bool {
        guard let before = change.before, let after = change.after else { return false }
        func differ<Part: Equatable>(_ part: (ReportSide.Claim) -> Part?) -> Bool {
            guard let before = part(before), let after = part(after) else { return false }
            return before != after
        }
        return differ(\.holds) || differ(\.trials) || differ(\.measured)
    }

    private static func changes(_ before: [String: String]?, _ after: [String: String]?) -> [Change<String>] {
        guard let before, let after else { return [] }
        return Set(before.keys).union(after.keys).sorted().filter { before[$0] != after[$0] }
            .map { Change(name: $0, before: before[$0], after: after[$0]) }
    }
}

extension ReportSide {
    fileprivate var tellsTrials: Bool { claims.values.allSatisfy { $0.trials != nil } }

    fileprivate var tellsMeasures: Bool { claims.values.allSatisfy { $0.measured != nil } }
}

extension ReportSide.Claim {
    /// What is decided and what was expected.
    fileprivate var ruling: [String] { [verdict, expected] }
}
