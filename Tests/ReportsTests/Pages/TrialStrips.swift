import Testing

@testable import Reports

/// The small pictures of trials in the dashboard.
@Suite struct TrialStrips {
    private func strip(_ values: [Double?], held: [Bool?]? = nil, thresholds: [Double] = []) -> String {
        TrialStrip(
            (held ?? values.map { _ in true }).map { TrialView(held: $0) },
            values: values,
            thresholds: thresholds
        )
        .svg.text
    }

    @Test func showADotForEachTrial() {
        let svg = strip([1, 2, 3, nil], held: [true, false, nil, true])
        #expect(svg.contains("width=\"120\" height=\"28\"") && svg.contains("aria-hidden=\"true\""))
        #expect(svg.ranges(of: "a2.4 2.4 0 1 0 4.8 0").count == 2)
        #expect(svg.contains("class=\"failed\"") && svg.contains("class=\"open\"") && svg.contains("class=\"median\""))
    }

    @Test func showManyTrialsByQuantiles() {
        let svg = strip((0..<61).map(Double.init))
        #expect(!svg.contains("a2.4") && svg.contains("class=\"most\"") && svg.contains("class=\"middle\""))
        #expect(strip((0..<60).map(Double.init)).contains("a2.4"))
    }

    @Test func showTheBoundInsteadOfTheMedian() {
        let svg = strip([4, 5, 6], thresholds: [0])
        #expect(svg.contains("<path class=\"threshold\" d=\"M6 1v26\"/>") && !svg.contains("class=\"median\""))
    }

    @Test func areEmptyWithoutNumbers() {
        #expect(strip([]).isEmpty && strip([nil, nil]).isEmpty)
        #expect(strip([2, 2]).contains("M57.6"))
        #expect(!strip([7]).contains("nan") && !strip([-1, 1e300, 5]).contains("nan"))
    }

    @Test func placeValuesAsFarApartAsADoubleAllows() {
        let (huge, tiny) = (Double.greatestFiniteMagnitude, Double.leastNonzeroMagnitude)
        let svg = strip([-huge, huge])
        #expect(svg.contains("M3.6 ") && svg.contains("M111.6 ") && svg.contains("M60 4v18"))
        #expect(strip([0, tiny]).contains("class=\"held\""))
        let many = strip((0..<100).map { $0 < 50 ? -huge : huge })
        #expect(many.contains("class=\"range\" d=\"M6 13h108\""))
    }

    @Test func showSharesOfManyTrialsWithoutAMeasure() {
        let trials = (0..<100).map { TrialView(held: $0 < 75) }
        let svg = TrialBar(trials).svg.text
        #expect(svg.contains("class=\"held\" x=\"0.0\" y=\"9\" width=\"90.0\""))
        #expect(svg.contains("class=\"lost\" x=\"90.0\" y=\"9\" width=\"30.0\"") && !svg.contains("unknown"))
    }

    @Test(arguments: [
        ("lead >= 0", [0.0]), ("0.5 < lead", [0.5]), ("lead BETWEEN -1 AND 1e2", [-1, 100]),
        ("lead > 0 AND lead <= 20", [0, 20]), ("abs(lead - 1) < 0.05", []), ("lead < 2 * height", []),
        ("mislead > 3", []), ("lead + 1 > 3", []), ("lead > limit", []), ("lead = 1", []), ("(lead >= 3)", [3]),
        ("lead < 9e999", []),
    ])
    func readTheBoundOfAPlainRule(_ rule: String, _ bounds: [Double]) {
        #expect(RuleThresholds.numbers(in: rule, of: "lead") == bounds)
    }

    @Test func readNoBoundWithoutAMeasure() {
        #expect(RuleThresholds.numbers(in: "lead >= 0", of: "").isEmpty)
    }
}
