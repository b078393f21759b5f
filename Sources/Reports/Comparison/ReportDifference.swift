/// The differences between two reports: verdicts, measured values, checked numbers, figures.
public struct ReportDifference {
    /// A named item that differs or exists in only one report.
    struct Change<Content: Codable>: Codable {
        var name: String
        /// The first report's content; nil when it has none.
        var before: Content?
        /// The second report's content; nil when it has none.
        var after: Content?
    }

    /// The names of the two reports.
    let names: (before: String, after: String)
    /// Claims whose verdict or expected verdict differs, and claims of only one report.
    let verdicts: [Change<ReportSide.Claim>]
    /// Claims with the same verdict, but other trials or another measured value.
    let measures: [Change<ReportSide.Claim>]
    /// Results of checked numbers as printed, by key.
    let numbers: [Change<String>]
    /// Digests of what figures show.
    let figures: [Change<String>]
    /// What was not compared because one of the reports does not contain it.
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
        // Differences in the last digits, which depend on the processor, are not shown.
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

    /// Whether verdicts differ.
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
    /// The verdict and the expected verdict.
    fileprivate var ruling: [String] { [verdict, expected] }
}
