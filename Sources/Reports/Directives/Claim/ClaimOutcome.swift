import Storage

/// A claim with its result, as needed by the dashboard and the exit code.
struct ClaimOutcome: Codable, Sendable, Hashable {
    var id: String
    var verdict: String
    var expected: String
    var trials: Int
    var holds: Int
    /// Median and range as printed; empty when nothing was measured.
    var measured: String
    var spread: String
    /// Why there is no verdict, when the claim depends on failed runs; nil when it has one.
    var outage: String?
    /// For each trial 1, 0, or nil when its condition is NULL.
    var held: [Int?]
    /// The measure of each trial; empty when nothing was measured.
    var values: [Double?]
    /// The numbers with which the rule compares the measure.
    var thresholds: [Double]
    /// The grid of verdicts over two settings; nil when the claim has none.
    var sensitivity: SensitivityOutcome?

    var isExpected: Bool { verdict == expected }
}

extension ClaimOutcome {
    /// The outcome of a claim that depends on failed runs.
    init(_ claim: ClaimDirective, _ outage: Outages.Outage) {
        self.init(
            id: claim.id,
            verdict: outage.word,
            expected: claim.expected.rawValue,
            trials: 0,
            holds: 0,
            measured: "",
            spread: "",
            outage: outage.sentence,
            held: [],
            values: [],
            thresholds: []
        )
    }

    /// The outcome of a claim with an answer.
    init(_ claim: ClaimDirective, _ answer: ClaimAnswer) {
        let spread = claim.measure.isEmpty ? nil : answer.numbers(claim.measure).flatMap { Spread($0) }
        func printed(_ number: Double) -> String { NumberText.significant(number, digits: claim.digits) }
        self.init(
            id: claim.id,
            verdict: answer.verdict.outcome.rawValue,
            expected: claim.expected.rawValue,
            trials: answer.verdict.trials,
            holds: answer.verdict.holds,
            measured: spread.map { claim.measured(printed($0.median)) } ?? "",
            spread: spread.map { spread in
                guard spread.count > 1 else { return "" }
                let known = spread.interval.map {
                    "; 95 % interval \(printed($0.lowerBound)) to \(printed($0.upperBound))"
                }
                return "median of \(spread.count), \(printed(spread.low)) to \(printed(spread.high))" + (known ?? "")
            } ?? "",
            held: answer.table.rows.map { row in row.last?.number.map { $0 == 0 ? 0 : 1 } },
            values: answer.table.columns.firstIndex(of: claim.measure).map { index in
                answer.table.rows.map { row in row[index].number.flatMap { $0.isFinite ? $0 : nil } }
            } ?? [],
            thresholds: RuleThresholds.numbers(in: claim.condition, of: claim.measure),
            sensitivity: claim.grid.flatMap { grid in answer.sensitivity.map { SensitivityOutcome($0, grid) } }
        )
    }
}
