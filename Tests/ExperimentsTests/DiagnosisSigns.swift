import Foundation
import Testing
import Traces
import Training

@testable import Analysis

/// What a diagnosis says of logs whose cause is known because they are made up.
@Suite struct DiagnosisSigns {
    // MARK: - Nobody is accused without evidence

    @Test func accuseNobodyOfAHealthyLog() {
        let diagnosis = MadeUpLog.diagnosis(MadeUpLog.columns())
        #expect(diagnosis.verdict == "none" && diagnosis.outcome == .completed)
        #expect(diagnosis.next.isEmpty && MadeUpLog.supported(diagnosis).isEmpty)
        #expect(!diagnosis.events.contains { $0.isGrave })
    }

    @Test func accuseNobodyOfABump() {
        var columns = MadeUpLog.columns()
        columns["loss"]?[900] += 1.5
        let diagnosis = MadeUpLog.diagnosis(columns)
        #expect(diagnosis.events.map(\.kind) == [.bump] && diagnosis.events.map(\.start) == [901])
        #expect(diagnosis.verdict == "none" && MadeUpLog.supported(diagnosis).isEmpty)
    }

    /// A loss alone shows a spike, but neither a rate, nor a gradient, nor the optimizer's state.
    @Test func leaveASpikeOfALossAloneUndecided() {
        let losses = MadeUpLog.withSpike(at: 900, ["loss": MadeUpLog.columns()["loss"] ?? []])
        let diagnosis = MadeUpLog.diagnosis(losses)
        #expect(diagnosis.events.map(\.kind) == [.spike])
        #expect(diagnosis.verdict == "undecided" && !diagnosis.next.isEmpty && MadeUpLog.supported(diagnosis).isEmpty)
        #expect(diagnosis.verdict(on: .schedule) == .notRecorded)
        let isExcluded = Cause.allCases.contains { diagnosis.verdict(on: $0) == .excluded }
        #expect(!isExcluded, "a missing column excludes nothing")
    }

    /// A rise without a rise of the rate excludes the schedule and supports nothing.
    @Test func excludeTheScheduleByASteadyRate() {
        var columns = MadeUpLog.withSpike(at: 900, MadeUpLog.columns())
        columns["lr"] = Array(repeating: 3e-4, count: 1_500)
        #expect(MadeUpLog.diagnosis(columns).verdict(on: .schedule) == .excluded)
        #expect(MadeUpLog.supported(MadeUpLog.diagnosis(columns)).isEmpty)
    }

    /// Between entries a hundred steps apart, a short rise of the rate would not show.
    @Test func excludeNoRateBetweenEntriesFarApart() {
        var columns = MadeUpLog.withSpike(at: 900, MadeUpLog.columns())
        columns["lr"] = Array(repeating: 3e-4, count: 1_500)
        #expect(MadeUpLog.diagnosis(columns, stride: 100).verdict(on: .schedule) == .undecided)
    }

    // MARK: - Schedule

    @Test func findARaisedRate() {
        var columns = MadeUpLog.withSpike(at: 900, MadeUpLog.columns())
        columns["lr"] = (0..<1_500).map { (890..<950).contains($0) ? 6e-3 : 3e-4 }
        #expect(MadeUpLog.diagnosis(columns).verdict == "schedule")
    }

    /// A raised rate far from the rise is no reason for it.
    @Test func doNotBlameARateRaisedElsewhere() {
        var columns = MadeUpLog.withSpike(at: 900, MadeUpLog.columns())
        columns["lr"] = (0..<1_500).map { (1_200..<1_260).contains($0) ? 6e-3 : 3e-4 }
        #expect(MadeUpLog.diagnosis(columns).verdict(on: .schedule) == .excluded)
    }

    /// A rate that was raised twenty entries before is far away where entries are a hundred steps apart.
    @Test func countStepsToARaisedRateAndNotEntries() {
        var columns = MadeUpLog.withSpike(at: 900, MadeUpLog.columns())
        columns["lr"] = (0..<1_500).map { $0 >= 880 ? 6e-3 : 3e-4 }
        func reading(_ stride: Int) -> Reading? {
            MadeUpLog.diagnosis(columns, stride: stride).readings.first { $0.sign == "rate" }
        }
        #expect(reading(1)?.says == .supports && reading(100)?.says == .nothing)
    }

    /// What an epoch's mean of the loss hides, a rate at its end cannot exclude.
    @Test func excludeNoRateByEpochs() {
        var columns = MadeUpLog.withSpike(at: 900, MadeUpLog.columns())
        columns["lr"] = Array(repeating: 3e-4, count: 1_500)
        let diagnosis = MadeUpLog.diagnosis(columns) { ($0.isAveraged, $0.isByEpoch) = (true, true) }
        #expect(diagnosis.verdict(on: .schedule) == .undecided)
        #expect(diagnosis.next.first?.contains("epoch") == true)
    }

    /// One of two rises may have one cause and the other another.
    @Test func excludeNothingWhereOneOfTwoRisesHasTheCause() {
        var columns = MadeUpLog.withSpike(at: 500, MadeUpLog.withSpike(at: 900, MadeUpLog.columns()))
        columns["lr"] = (0..<1_500).map { (890..<950).contains($0) ? 6e-3 : 3e-4 }
        let diagnosis = MadeUpLog.diagnosis(columns) { $0.restarts = [499] }
        #expect(diagnosis.events.filter(\.isRise).count == 2)
        #expect(diagnosis.verdict(on: .schedule) == .undecided && diagnosis.verdict(on: .restart) == .undecided)
    }

    /// A new start without any rise leaves the restart open, and is recorded.
    @Test func tellAStartThatHarmedNothing() {
        let diagnosis = MadeUpLog.diagnosis(MadeUpLog.columns()) { $0.restarts = [400] }
        #expect(diagnosis.verdict(on: .restart) == .undecided && diagnosis.verdict == "none")
    }

    // MARK: - Data

    @Test func findTheOrderOfTheData() {
        var columns = MadeUpLog.columns()
        for index in 0..<1_500 { columns["loss"]?[index] += 0.3 * Double(index % 25) / 25 }
        #expect(MadeUpLog.diagnosis(columns).verdict == "data")
    }

    /// A schedule that begins again and again gives the loss its rhythm.
    @Test func hearNoDataInARhythmOfTheRate() {
        var columns = MadeUpLog.columns()
        let rates = (0..<1_500).map { 1e-4 * (1 + cos(.pi * Double($0 % 25) / 25)) }
        for index in 0..<1_500 { columns["loss"]?[index] += 1_500 * rates[index] }
        columns["lr"] = rates
        let diagnosis = MadeUpLog.diagnosis(columns)
        #expect(diagnosis.readings.first { $0.sign == "rhythm" }?.says == .nothing && diagnosis.verdict == "none")
        columns["lr"] = (0..<1_500).map { 1e-4 * (1 + cos(.pi * Double($0) / 1_500)) }
        #expect(MadeUpLog.diagnosis(columns).verdict == "data")
    }

    /// A mean over several steps may hide the rhythm of their batches, so it has no say.
    @Test func hearNoRhythmInMeans() {
        func says(_ columns: [String: [Double]], averaged: Bool) -> Reading.Says? {
            MadeUpLog.diagnosis(columns) { $0.isAveraged = averaged }.readings.first { $0.sign == "rhythm" }?.says
        }
        var columns = MadeUpLog.columns()
        #expect(says(columns, averaged: true) == .notRecorded && says(columns, averaged: false) == .nothing)
        for index in 0..<1_500 { columns["loss"]?[index] += 0.3 * Double(index % 25) / 25 }
        #expect(says(columns, averaged: true) == .supports)
    }

    /// A loss that alternates is also that of full batches at the edge of stability.
    @Test func doNotTakeAnAlternatingLossForAnOrderOfTheData() {
        let losses = (0..<1_500).map { 0.5 * exp(-Double($0) / 400) * ($0.isMultiple(of: 2) ? 1.2 : 0.8) }
        let diagnosis = MadeUpLog.diagnosis(["loss": losses])
        #expect(diagnosis.verdict == "none" && MadeUpLog.supported(diagnosis).isEmpty)
    }

    @Test func excludeDataByFullBatches() {
        let columns = MadeUpLog.withSpike(at: 900, MadeUpLog.columns())
        #expect(MadeUpLog.diagnosis(columns) { $0.batchShare = 1 }.verdict(on: .data) == .excluded)
        #expect(MadeUpLog.diagnosis(columns) { $0.batchShare = 0.01 }.verdict(on: .data) == .undecided)
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
        let one = MadeUpLog.evidence(losses(2.8, batches))
        let same = Diagnosis(one, beside: [MadeUpLog.evidence(losses(3, batches))])
        #expect(same.verdict == "data")
        let others = (0..<1_500).map { _ in 0.03 * random.normal() }
        var apart = losses(3, others)
        for index in [500, 800, 1_100] { apart["loss"]?[index] -= 0.5 }
        #expect(Diagnosis(one, beside: [MadeUpLog.evidence(apart)]).verdict == "none")
    }

    /// Without peaks there is nothing that batches could have made.
    @Test func accuseNobodyOfTwoHealthyLogs() {
        let calm = MadeUpLog.columns()
        let other = MadeUpLog.evidence(calm.mapValues { $0.map { $0 + 0.1 } })
        let diagnosis = Diagnosis(MadeUpLog.evidence(calm), beside: [other])
        #expect(diagnosis.verdict == "none" && MadeUpLog.supported(diagnosis).isEmpty)
    }

    /// One high entry in both may be a chance; a rise that lasted in both is none.
    @Test func accuseNobodyOfOnePeakInCommon() {
        func pair(_ change: (inout [Double]) -> Void) -> Diagnosis {
            var losses = MadeUpLog.columns()["loss"] ?? []
            change(&losses)
            let other = MadeUpLog.evidence(["loss": losses.map { $0 + 0.1 }])
            return Diagnosis(MadeUpLog.evidence(["loss": losses]), beside: [other])
        }
        let bump = pair { $0[900] += 1.5 }
        #expect(bump.events.map(\.kind) == [.bump] && bump.verdict == "none" && MadeUpLog.supported(bump).isEmpty)
        #expect(pair { for index in [500, 900] { $0[index] += 1.5 } }.verdict == "data")
        #expect(pair { for index in 900..<930 { $0[index] += 1.5 } }.verdict == "data")
    }

    /// Two runs on the same batches have their bumps in common; a rise that only one has is not the batches'.
    @Test func doNotTakeCommonBumpsForTheReasonOfARiseOfOne() {
        var calm = MadeUpLog.columns()
        for index in [500, 700, 1_200] { calm["loss"]?[index] += 1 }
        let other = MadeUpLog.evidence(calm)
        let diagnosis = Diagnosis(MadeUpLog.evidence(MadeUpLog.withSpike(at: 900, calm)), beside: [other])
        #expect(diagnosis.verdict(on: .data) == .excluded && diagnosis.verdict == "undecided")
    }

    /// A rate raised in both runs makes both rise, but that does not make their batches the same.
    @Test func doNotTakeARiseInBothForTheSameBatches() {
        var random = Random(seed: 5)
        let calm = (0..<1_500).map { 2.9 + 3 / (1 + Double($0) / 80) + 0.03 * random.normal() }
        let other = MadeUpLog.evidence(MadeUpLog.withSpike(at: 900, ["loss": calm]))
        let diagnosis = Diagnosis(
            MadeUpLog.evidence(MadeUpLog.withSpike(at: 900, MadeUpLog.columns())),
            beside: [other]
        )
        #expect(diagnosis.readings.first { $0.sign == "common peaks" }?.says == .nothing)
    }

    /// A rise that a run on the same batches lacks is not taken for the batches'.
    @Test func doNotBlameBatchesThatHarmNoOtherRun() {
        let calm = MadeUpLog.columns()
        let diagnosis = Diagnosis(
            MadeUpLog.evidence(MadeUpLog.withSpike(at: 900, calm)),
            beside: [MadeUpLog.evidence(calm.mapValues { $0.map { $0 + 0.1 } })]
        )
        #expect(diagnosis.readings.contains { $0.sign == "common peaks" && $0.says != .supports })
        #expect(diagnosis.verdict == "undecided" && MadeUpLog.supported(diagnosis).isEmpty)
    }

    // MARK: - Arithmetic

    @Test func findAGradientThatIsNotFiniteBeforeTheLoss() {
        var columns = MadeUpLog.columns()
        for index in 1_400..<1_500 { columns["grad_norm"]?[index] = .nan }
        for index in 1_402..<1_500 { columns["loss"]?[index] = .nan }
        let diagnosis = MadeUpLog.diagnosis(columns)
        #expect(diagnosis.verdict == "arithmetic" && diagnosis.outcome == .nonFinite)
        #expect(diagnosis.events.map(\.kind) == [.nonFinite] && diagnosis.events.map(\.end) == [nil])
    }

    @Test func findALossScaleThatFallsAgainAndAgain() {
        var columns = MadeUpLog.columns()
        columns["loss_scale"] = (0..<1_500).map { pow(2, 16 - Double(max(0, min(16, $0 - 1_400)))) }
        #expect(MadeUpLog.diagnosis(columns).verdict == "arithmetic")
        columns["loss_scale"] = (0..<1_500).map { $0.isMultiple(of: 200) ? 32_768 : 65_536 }
        #expect(MadeUpLog.diagnosis(columns).verdict == "none", "a scaler's usual search is no overflow")
    }

    /// A scaler searches downwards until a scale holds, at each start of the program.
    @Test func accuseNobodyOfTheSearchForALossScale() {
        var columns = MadeUpLog.columns()
        let search = (0..<8).map { pow(2, 16 - Double($0)) } + Array(repeating: 256, count: 742)
        columns["loss_scale"] = search + search
        #expect(MadeUpLog.diagnosis(columns) { $0.restarts = [751] }.verdict == "none")
        #expect(MadeUpLog.diagnosis(columns).verdict == "arithmetic", "without a start there is no reason to search")
        columns["loss_scale"] = (0..<1_500).map { pow(2, 16 - Double(min(30, $0))) }
        #expect(MadeUpLog.diagnosis(columns).verdict == "arithmetic", "a search that finds nothing is an overflow")
        columns["loss_scale"] = (0..<1_500).map { pow(2, 16 - Double($0 / 200)) }
        #expect(
            MadeUpLog.diagnosis(columns).verdict == "none",
            "single falls with long rests between them are its work"
        )
    }

    /// A rare batch whose gradient is clipped harms nothing; the same leap before a loss that is not finite decides.
    @Test func accuseNobodyOfALeapingGradientOfWhichNothingCame() {
        var columns = MadeUpLog.columns()
        columns["grad_norm"]?[900] *= 1_000
        let calm = MadeUpLog.diagnosis(columns)
        #expect(calm.readings.contains { $0.sign == "explosion" && $0.says == .supports && !$0.isStrong })
        #expect(calm.verdict == "none" && MadeUpLog.supported(calm).isEmpty)
        for index in 905..<1_500 { columns["loss"]?[index] = .nan }
        #expect(MadeUpLog.diagnosis(columns).verdict == "arithmetic")
    }

    /// At the start of an optimizer's own spike the gradient grows as far, but from entry to entry.
    @Test func accuseNobodyOfAGrowingGradient() {
        var columns = MadeUpLog.withSpike(at: 900, MadeUpLog.columns())
        for index in 880..<910 { columns["grad_norm"]?[index] *= exp(0.3 * Double(index - 880)) }
        let diagnosis = MadeUpLog.diagnosis(columns)
        #expect(diagnosis.readings.first { $0.sign == "explosion" }?.says == .nothing)
        #expect(diagnosis.verdict == "undecided")
    }

    /// A scaler's first steps overflow as a matter of course, and the loss goes on.
    @Test func accuseNobodyOfASkippedStep() {
        var columns = MadeUpLog.columns()
        columns["grad_norm"]?[0] = .infinity
        #expect(MadeUpLog.diagnosis(columns).verdict == "none")
    }

    /// A step that was skipped long ago is no reason for a loss that is not finite, whether that climbed or not.
    @Test func accuseNobodyOfAStepThatWasSkippedLongAgo() {
        var columns = MadeUpLog.columns()
        columns["grad_norm"]?[99] = .infinity
        for index in 1_450..<1_500 { columns["loss"]?[index] = .nan }
        #expect(MadeUpLog.diagnosis(columns).verdict == "undecided")
        for index in 1_400..<1_450 { columns["loss"]?[index] = 3 * exp(0.2 * Double(index - 1_400)) }
        let climbed = MadeUpLog.diagnosis(columns)
        #expect(climbed.outcome == .diverged && MadeUpLog.supported(climbed).isEmpty)
    }

    /// The values after a climb are not finite because the run diverged, for whatever reason.
    @Test func callAClimbDivergence() {
        var losses = MadeUpLog.columns(1_600)["loss"] ?? []
        for index in 1_450..<1_550 { losses[index] = 3 * exp(0.2 * Double(index - 1_450)) }
        for index in 1_550..<1_600 { losses[index] = .nan }
        let diagnosis = MadeUpLog.diagnosis(["loss": losses])
        #expect(diagnosis.outcome == .diverged && diagnosis.verdict == "undecided")
    }

    /// Data may hold what is not a number as well as a kernel.
    @Test func leaveALossAloneThatIsNotFiniteUndecided() {
        var losses = MadeUpLog.columns()["loss"] ?? []
        for index in 1_400..<1_500 { losses[index] = .nan }
        let diagnosis = MadeUpLog.diagnosis(["loss": losses])
        #expect(diagnosis.outcome == .nonFinite && diagnosis.verdict == "undecided")
        #expect(diagnosis.verdict(on: .arithmetic) == .undecided)
    }

    // MARK: - Restart

    @Test func findALostState() {
        var columns = MadeUpLog.columns()
        columns["sum_v"] = (0..<1_500).map { $0 < 900 ? 5e-3 : 5e-3 * (1 - pow(0.999, Double($0 - 899))) }
        let diagnosis = MadeUpLog.diagnosis(columns)
        #expect(diagnosis.verdict == "restart" && diagnosis.events.map(\.kind) == [.restart])
        columns["sum_v"] = Array(repeating: 5e-3, count: 1_500)
        #expect(
            MadeUpLog.diagnosis(columns).verdict(on: .restart) == .undecided,
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
        let columns = MadeUpLog.withSpike(at: 900, MadeUpLog.columns())
        #expect(MadeUpLog.diagnosis(columns) { $0.restarts = [899] }.verdict == "restart")
        #expect(MadeUpLog.diagnosis(columns) { $0.restarts = [400] }.verdict(on: .restart) == .excluded)
    }

    /// The twentieth entry behind a start is far from it where entries are a hundred steps apart.
    @Test func countStepsFromAStartAndNotEntries() {
        let columns = MadeUpLog.withSpike(at: 900, MadeUpLog.columns())
        func verdict(_ entries: Int) -> Diagnosis.Verdict {
            MadeUpLog.diagnosis(columns, stride: 100) { $0.restarts = [100 * (901 - entries)] }.verdict(on: .restart)
        }
        #expect(verdict(1) == .supported && verdict(10) == .excluded)
    }

    /// An update that grows by and by is that of an unstable optimizer; one that leaps at once, of an empty state.
    @Test func tellALostStateFromGrowingUpdates() {
        var columns = MadeUpLog.columns()
        columns["lr"] = Array(repeating: 3e-4, count: 1_500)
        columns["update_norm"] = (0..<1_500).map { $0 < 900 ? 1 : min(5, exp(0.1 * Double($0 - 900))) }
        #expect(MadeUpLog.diagnosis(columns).verdict == "none")
        columns["update_norm"] = (0..<1_500).map { $0 == 900 ? 4.5 : 1 }
        #expect(MadeUpLog.diagnosis(columns).verdict == "restart")
    }

    // MARK: - Preconditioner

    /// Σv that decays at β2's rate before a rise decides; one that does not excludes nothing.
    @Test func findADecayingSecondMoment() {
        var columns = MadeUpLog.withSpike(at: 900, MadeUpLog.columns())
        columns["sum_v"] = (0..<1_500).map { 1e-3 * pow(0.999, Double($0 % 950)) }
        let decaying = MadeUpLog.diagnosis(columns) { $0.beta2 = 0.999 }
        #expect(decaying.verdict == "preconditioner")
        #expect(MadeUpLog.diagnosis(columns).verdict(on: .preconditioner) == .undecided, "any rate is that of some β2")
        columns["sum_v"] = (0..<1_500).map { 1e-3 * (1 + 1e-4 * Double($0)) }
        let rising = MadeUpLog.diagnosis(columns) { $0.beta2 = 0.999 }
        #expect(rising.verdict(on: .preconditioner) == .undecided && rising.verdict == "undecided")
    }

    // MARK: - What next

    /// The distance of entries is the usual one, whatever the first two have.
    @Test func adviseByTheUsualDistanceOfEntries() {
        var trace = Trace()
        for index in 0..<600 {
            var row = TraceRow()
            row[.loss] = 3 + 0.01 * sin(Double(index)) + (index >= 400 && index < 420 ? 2 : 0)
            trace.append(row, at: index == 0 ? 1 : 100 * index)
        }
        #expect(Diagnosis(Evidence(trace)).next.first?.contains("100 steps apart") == true)
    }

    // MARK: - Artefacts

    @Test func warnOfARoundedLoss() {
        let losses = (MadeUpLog.columns()["loss"] ?? []).map { ($0 * 8).rounded() / 8 }
        let diagnosis = MadeUpLog.diagnosis(["loss": losses])
        let reading = diagnosis.readings.first { $0.sign == "rounded loss" }
        #expect(reading?.says == .supports && diagnosis.verdict == "none")
    }
}
