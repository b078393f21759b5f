import Foundation
import Testing
import Traces
import Training

@testable import Analysis

/// What a diagnosis says of logs whose cause is known because they are made up.
@Suite struct DiagnosisSigns {
    /// The columns of a log of a language model: a slow fall to a floor with noise, and a gradient with its own.
    private static func columns(_ count: Int = 1_500) -> [String: [Double]] {
        var random = Random(seed: 11)
        let losses = (0..<count).map { 2.8 + 3 / (1 + Double($0) / 80) + 0.03 * random.normal() }
        let gradients = (0..<count).map { _ in 0.4 * exp(0.15 * random.normal()) }
        return ["loss": losses, "grad_norm": gradients]
    }

    private static func evidence(_ columns: [String: [Double]]) -> Evidence {
        var trace = Trace()
        for index in 0..<(columns["loss"]?.count ?? 0) {
            var row = TraceRow()
            for (name, values) in columns { row[TraceColumn(name)] = values[index] }
            trace.append(row)
        }
        var evidence = Evidence(trace)
        for (name, values) in columns {
            let steps = values.indices.filter { !values[$0].isFinite }
            evidence.nonFinite += steps.map { .init(step: $0 + 1, column: name) }
        }
        return evidence
    }

    private static func diagnosis(
        _ columns: [String: [Double]],
        _ change: (inout Evidence) -> Void = { _ in }
    ) -> Diagnosis {
        var evidence = evidence(columns)
        change(&evidence)
        return Diagnosis(evidence)
    }

    /// A rise that lasts thirty entries, as instability makes it.
    private static func withSpike(at step: Int, _ columns: [String: [Double]]) -> [String: [Double]] {
        var copy = columns
        for index in 0..<30 { copy["loss"]?[step + index] += 2.5 * sin(.pi * Double(index + 1) / 31) }
        return copy
    }

    private static func supported(_ diagnosis: Diagnosis) -> [Cause] {
        Cause.allCases.filter { diagnosis.verdict(on: $0) == .supported }
    }

    // MARK: - Nobody is accused without evidence

    @Test func accuseNobodyOfAHealthyLog() {
        let diagnosis = Self.diagnosis(Self.columns())
        #expect(diagnosis.verdict == "none" && diagnosis.outcome == .completed)
        #expect(diagnosis.next.isEmpty && Self.supported(diagnosis).isEmpty)
        #expect(!diagnosis.events.contains { $0.isGrave })
    }

    @Test func accuseNobodyOfABump() {
        var columns = Self.columns()
        columns["loss"]?[900] += 1.5
        let diagnosis = Self.diagnosis(columns)
        #expect(diagnosis.events.map(\.kind) == [.bump] && diagnosis.events.map(\.start) == [901])
        #expect(diagnosis.verdict == "none" && Self.supported(diagnosis).isEmpty)
    }

    /// A loss alone shows a spike, but neither a rate, nor a gradient, nor the optimizer's state.
    @Test func leaveASpikeOfALossAloneUndecided() {
        let losses = Self.withSpike(at: 900, ["loss": Self.columns()["loss"] ?? []])
        let diagnosis = Self.diagnosis(losses)
        #expect(diagnosis.events.map(\.kind) == [.spike])
        #expect(diagnosis.verdict == "undecided" && !diagnosis.next.isEmpty && Self.supported(diagnosis).isEmpty)
        #expect(diagnosis.verdict(on: .schedule) == .notRecorded)
        let isExcluded = Cause.allCases.contains { diagnosis.verdict(on: $0) == .excluded }
        #expect(!isExcluded, "a missing column excludes nothing")
    }

    /// A rise without a rise of the rate excludes the schedule and supports nothing.
    @Test func excludeTheScheduleByASteadyRate() {
        var columns = Self.withSpike(at: 900, Self.columns())
        columns["lr"] = Array(repeating: 3e-4, count: 1_500)
        #expect(Self.diagnosis(columns).verdict(on: .schedule) == .excluded)
        #expect(Self.supported(Self.diagnosis(columns)).isEmpty)
    }

    /// Between entries a hundred steps apart, a short rise of the rate would not show.
    @Test func excludeNoRateBetweenEntriesFarApart() {
        var columns = Self.withSpike(at: 900, Self.columns())
        columns["lr"] = Array(repeating: 3e-4, count: 1_500)
        let whole = Self.evidence(columns).trace
        var trace = Trace()
        for index in 0..<whole.count {
            var row = TraceRow()
            for column in whole.columns { row[column] = whole[column][index] }
            trace.append(row, at: 100 * (index + 1))
        }
        #expect(Diagnosis(Evidence(trace)).verdict(on: .schedule) == .undecided)
    }

    // MARK: - Schedule

    @Test func findARaisedRate() {
        var columns = Self.withSpike(at: 900, Self.columns())
        columns["lr"] = (0..<1_500).map { (890..<950).contains($0) ? 6e-3 : 3e-4 }
        #expect(Self.diagnosis(columns).verdict == "schedule")
    }

    /// A raised rate far from the rise is no reason for it.
    @Test func doNotBlameARateRaisedElsewhere() {
        var columns = Self.withSpike(at: 900, Self.columns())
        columns["lr"] = (0..<1_500).map { (1_200..<1_260).contains($0) ? 6e-3 : 3e-4 }
        #expect(Self.diagnosis(columns).verdict(on: .schedule) == .excluded)
    }

    /// One of two rises may have one cause and the other another.
    @Test func excludeNothingWhereOneOfTwoRisesHasTheCause() {
        var columns = Self.withSpike(at: 500, Self.withSpike(at: 900, Self.columns()))
        columns["lr"] = (0..<1_500).map { (890..<950).contains($0) ? 6e-3 : 3e-4 }
        let diagnosis = Self.diagnosis(columns) { $0.restarts = [499] }
        #expect(diagnosis.events.filter(\.isRise).count == 2)
        #expect(diagnosis.verdict(on: .schedule) == .undecided && diagnosis.verdict(on: .restart) == .undecided)
    }

    /// A new start without any rise leaves the restart open, and is recorded.
    @Test func tellAStartThatHarmedNothing() {
        let diagnosis = Self.diagnosis(Self.columns()) { $0.restarts = [400] }
        #expect(diagnosis.verdict(on: .restart) == .undecided && diagnosis.verdict == "none")
    }

    // MARK: - Data

    @Test func findTheOrderOfTheData() {
        var columns = Self.columns()
        for index in 0..<1_500 { columns["loss"]?[index] += 0.3 * Double(index % 25) / 25 }
        #expect(Self.diagnosis(columns).verdict == "data")
    }

    /// A loss that alternates is also that of full batches at the edge of stability.
    @Test func doNotTakeAnAlternatingLossForAnOrderOfTheData() {
        let losses = (0..<1_500).map { 0.5 * exp(-Double($0) / 400) * ($0.isMultiple(of: 2) ? 1.2 : 0.8) }
        let diagnosis = Self.diagnosis(["loss": losses])
        #expect(diagnosis.verdict == "none" && Self.supported(diagnosis).isEmpty)
    }

    @Test func excludeDataByFullBatches() {
        let columns = Self.withSpike(at: 900, Self.columns())
        #expect(Self.diagnosis(columns) { $0.batchShare = 1 }.verdict(on: .data) == .excluded)
        #expect(Self.diagnosis(columns) { $0.batchShare = 0.01 }.verdict(on: .data) == .undecided)
    }

    /// Two runs of one order of data have the same peaks; those of different orders do not.
    @Test func compareRunsOfOneOrderOfData() {
        var random = Random(seed: 5)
        let batches = (0..<1_500).map { _ in 0.03 * random.normal() }
        func losses(_ level: Double, _ own: [Double]) -> [String: [Double]] {
            var losses = own.indices.map { level + 3 / (1 + Double($0) / 80) + own[$0] }
            for index in [500, 800, 1_100] { losses[index] += 0.5 }
            return ["loss": losses]
        }
        let one = Self.evidence(losses(2.8, batches))
        let same = Diagnosis(one, beside: [Self.evidence(losses(3, batches))])
        #expect(same.verdict == "data")
        let others = (0..<1_500).map { _ in 0.03 * random.normal() }
        var apart = losses(3, others)
        for index in [500, 800, 1_100] { apart["loss"]?[index] -= 0.5 }
        #expect(Diagnosis(one, beside: [Self.evidence(apart)]).verdict == "none")
    }

    /// Without peaks there is nothing that batches could have made.
    @Test func accuseNobodyOfTwoHealthyLogs() {
        let calm = Self.columns()
        let other = Self.evidence(calm.mapValues { $0.map { $0 + 0.1 } })
        let diagnosis = Diagnosis(Self.evidence(calm), beside: [other])
        #expect(diagnosis.verdict == "none" && Self.supported(diagnosis).isEmpty)
    }

    /// A rise that a run on the same batches lacks is not taken for the batches'.
    @Test func doNotBlameBatchesThatHarmNoOtherRun() {
        let calm = Self.columns()
        let diagnosis = Diagnosis(
            Self.evidence(Self.withSpike(at: 900, calm)),
            beside: [Self.evidence(calm.mapValues { $0.map { $0 + 0.1 } })]
        )
        #expect(diagnosis.readings.contains { $0.sign == "common peaks" && $0.says != .supports })
        #expect(diagnosis.verdict == "undecided" && Self.supported(diagnosis).isEmpty)
    }

    // MARK: - Arithmetic

    @Test func findAGradientThatIsNotFiniteBeforeTheLoss() {
        var columns = Self.columns()
        for index in 1_400..<1_500 { columns["grad_norm"]?[index] = .nan }
        for index in 1_402..<1_500 { columns["loss"]?[index] = .nan }
        let diagnosis = Self.diagnosis(columns)
        #expect(diagnosis.verdict == "arithmetic" && diagnosis.outcome == .nonFinite)
        #expect(diagnosis.events.map(\.kind) == [.nonFinite] && diagnosis.events.map(\.end) == [nil])
    }

    @Test func findALossScaleThatFallsAgainAndAgain() {
        var columns = Self.columns()
        columns["loss_scale"] = (0..<1_500).map { pow(2, 16 - Double(max(0, min(16, $0 - 1_400)))) }
        #expect(Self.diagnosis(columns).verdict == "arithmetic")
        columns["loss_scale"] = (0..<1_500).map { $0.isMultiple(of: 200) ? 32_768 : 65_536 }
        #expect(Self.diagnosis(columns).verdict == "none", "a scaler's usual search is no overflow")
    }

    /// A scaler's first steps overflow as a matter of course, and the loss goes on.
    @Test func accuseNobodyOfASkippedStep() {
        var columns = Self.columns()
        columns["grad_norm"]?[0] = .infinity
        #expect(Self.diagnosis(columns).verdict == "none")
    }

    /// The values after a climb are not finite because the run diverged, for whatever reason.
    @Test func callAClimbDivergence() {
        var losses = Self.columns(1_600)["loss"] ?? []
        for index in 1_450..<1_550 { losses[index] = 3 * exp(0.2 * Double(index - 1_450)) }
        for index in 1_550..<1_600 { losses[index] = .nan }
        let diagnosis = Self.diagnosis(["loss": losses])
        #expect(diagnosis.outcome == .diverged && diagnosis.verdict == "undecided")
    }

    /// Data may hold what is not a number as well as a kernel.
    @Test func leaveALossAloneThatIsNotFiniteUndecided() {
        var losses = Self.columns()["loss"] ?? []
        for index in 1_400..<1_500 { losses[index] = .nan }
        let diagnosis = Self.diagnosis(["loss": losses])
        #expect(diagnosis.outcome == .nonFinite && diagnosis.verdict == "undecided")
        #expect(diagnosis.verdict(on: .arithmetic) == .undecided)
    }

    // MARK: - Restart

    @Test func findALostState() {
        var columns = Self.columns()
        columns["sum_v"] = (0..<1_500).map { $0 < 900 ? 5e-3 : 5e-3 * (1 - pow(0.999, Double($0 - 899))) }
        let diagnosis = Self.diagnosis(columns)
        #expect(diagnosis.verdict == "restart" && diagnosis.events.map(\.kind) == [.restart])
        columns["sum_v"] = Array(repeating: 5e-3, count: 1_500)
        #expect(
            Self.diagnosis(columns).verdict(on: .restart) == .undecided,
            "the place in the data may be lost all the same"
        )
    }

    /// Between entries a hundred steps apart Σv may sink as far by itself.
    @Test func takeNoSlowDecayForALostState() {
        var trace = Trace()
        for index in 1...300 {
            var row = TraceRow()
            row[.loss] = 2 + 0.01 * Double(index % 7)
            row[TraceColumn("sum_v")] = index < 150 ? 1e-2 : 3e-4
            trace.append(row, at: 100 * index)
        }
        let diagnosis = Diagnosis(Evidence(trace))
        #expect(diagnosis.verdict(on: .restart) == .undecided && !diagnosis.events.contains { $0.kind == .restart })
    }

    @Test func findARiseBehindANewStart() {
        let columns = Self.withSpike(at: 900, Self.columns())
        #expect(Self.diagnosis(columns) { $0.restarts = [899] }.verdict == "restart")
        #expect(Self.diagnosis(columns) { $0.restarts = [400] }.verdict(on: .restart) == .excluded)
    }

    // MARK: - Preconditioner

    /// Σv that decays at β2's rate before a rise decides; one that does not excludes nothing.
    @Test func findADecayingSecondMoment() {
        var columns = Self.withSpike(at: 900, Self.columns())
        columns["sum_v"] = (0..<1_500).map { 1e-3 * pow(0.999, Double($0 % 950)) }
        let decaying = Self.diagnosis(columns) { $0.beta2 = 0.999 }
        #expect(decaying.verdict == "preconditioner")
        #expect(Self.diagnosis(columns).verdict(on: .preconditioner) == .undecided, "any rate is that of some β2")
        columns["sum_v"] = (0..<1_500).map { 1e-3 * (1 + 1e-4 * Double($0)) }
        let rising = Self.diagnosis(columns) { $0.beta2 = 0.999 }
        #expect(rising.verdict(on: .preconditioner) == .undecided && rising.verdict == "undecided")
    }

    /// A curvature below 2/η excludes only where the batch is most of the data.
    @Test func excludeNothingByACurvatureOfSmallBatches() {
        var columns = Self.withSpike(at: 900, Self.columns())
        columns["lr"] = Array(repeating: 3e-4, count: 1_500)
        columns["lambda_max"] = Array(repeating: 0.4 * 2 / 3e-4, count: 1_500)
        let small = Self.diagnosis(columns)
        #expect(small.verdict(on: .sharpening) == .undecided && small.verdict(on: .preconditioner) == .undecided)
        let full = Self.diagnosis(columns) { $0.batchShare = 1 }
        #expect(full.verdict(on: .sharpening) == .excluded && full.verdict(on: .preconditioner) == .excluded)
    }

    // MARK: - Artefacts

    @Test func warnOfARoundedLoss() {
        let losses = (Self.columns()["loss"] ?? []).map { ($0 * 8).rounded() / 8 }
        let diagnosis = Self.diagnosis(["loss": losses])
        let reading = diagnosis.readings.first { $0.sign == "rounded loss" }
        #expect(reading?.says == .supports && diagnosis.verdict == "none")
    }
}
