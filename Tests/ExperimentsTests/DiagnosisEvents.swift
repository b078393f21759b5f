import Foundation
import Testing
import Traces
import Training

@testable import Analysis

/// The events of logs: rises by two rules, and what the record itself tells.
@Suite struct DiagnosisEvents {
    private static func events(_ losses: [Double], _ change: (inout Evidence) -> Void = { _ in }) -> [LogEvent] {
        MadeUpLog.diagnosis(["loss": losses], change).events
    }

    private static func calm(_ count: Int = 1_500, noise: Double = 0.02) -> [Double] {
        var random = Random(seed: 9)
        return (0..<count).map { 0.5 + 2 / (1 + Double($0) / 50) + noise * random.normal() }
    }

    // MARK: - Rises

    /// The rule of noise may see an end where that of decades sees a higher peak still to come.
    @Test func endBehindTheirPeaks() throws {
        var losses = Self.calm()
        for index in 900..<905 { losses[index] += 4 }
        for index in 906..<916 { losses[index] += 40 }
        let event = try #require(Self.events(losses).first)
        #expect(Self.events(losses).count == 1 && event.rule == .both && event.kind == .spike)
        #expect(event.start <= 901 && (907...916).contains(event.peak))
        #expect(try #require(event.end) > event.peak)
    }

    /// A running mean draws an odd batch out, but such a bump is highest at once.
    @Test func areABumpOfOneBatchInARunningMean() {
        func means(_ losses: [Double]) -> [Double] {
            losses.dropFirst().reduce(into: [losses[0]]) { $0.append(0.9 * $0[$0.count - 1] + 0.1 * $1) }
        }
        var (odd, high) = (Self.calm(), Self.calm())
        odd[900] += 1.5
        for index in 900..<930 { high[index] += 1.5 }
        #expect(Self.events(means(odd)).map(\.kind) == [.spike], "if it is taken for single losses")
        #expect(Self.events(means(odd)) { $0.isSmoothed = true }.map(\.kind) == [.bump])
        #expect(Self.events(means(high)) { $0.isSmoothed = true }.map(\.kind) == [.spike])
    }

    @Test func areOpenWhereOneRuleSeesNoEnd() {
        var losses = Self.calm()
        for index in 1_480..<1_500 { losses[index] += 40 }
        #expect(Self.events(losses).map(\.end) == [nil] && Self.events(losses).map(\.rule) == [.both])
    }

    /// A lasting rise of a loss with a floor is a step of its level.
    @Test func areAStepWhereTheLossStays() {
        var losses = Self.calm()
        for index in 900..<1_500 { losses[index] += 0.4 }
        let diagnosis = MadeUpLog.diagnosis(["loss": losses])
        #expect(diagnosis.events.map(\.kind) == [.step] && diagnosis.events.map(\.end) == [nil])
        #expect(diagnosis.verdict == "undecided" && diagnosis.outcome == .completed)
    }

    // MARK: - What the record tells

    @Test func areACollapseWhereTheLossDies() {
        let losses = Self.calm()
        let zero = losses.prefix(1_200) + Array(repeating: 0, count: 5)
        let still = losses.prefix(1_200) + Array(repeating: 0.693, count: 40)
        for dead in [Array(zero), Array(still)] {
            #expect(Self.events(dead).map(\.kind) == [.collapse])
            #expect(Self.events(dead).map(\.start) == [1_201] && Self.events(dead).map(\.end) == [nil])
        }
        let few = losses.prefix(1_200) + Array(repeating: 0.693, count: 10)
        #expect(Self.events(Array(few)).isEmpty)
    }

    /// A loss that converges stops changing as well, in its last printed digit or in that of a number.
    @Test func areNoneWhereTheLossConverges() {
        let falling = (0..<1_000).map { 2 * exp(-Double($0) / 60) }
        for decimals in [10.0, 100, 10_000] {
            #expect(Self.events(falling.map { ($0 * decimals).rounded() / decimals }).isEmpty, "to zero, 1/\(decimals)")
            let floor = falling.map { (($0 + 0.35) * decimals).rounded() / decimals }
            #expect(Self.events(floor).isEmpty, "to a floor, 1/\(decimals)")
        }
        #expect(Self.events((0..<3_000).map { 0.1 + exp(-Double($0) / 10) }).isEmpty)
        #expect(Self.events(Array(repeating: 0.5, count: 400)).isEmpty)
    }

    @Test func areEachStretchWithoutAFiniteLoss() {
        var losses = Self.calm()
        for index in [400, 401, 403, 700] { losses[index] = .nan }
        for index in 1_450..<1_500 { losses[index] = .infinity }
        let events = Self.events(losses)
        #expect(events.map(\.kind) == [.nonFinite, .nonFinite, .nonFinite])
        #expect(events.map(\.start) == [401, 701, 1_451] && events.map(\.end) == [404, 701, nil])
    }

    /// A trace without any loss is that of a model that has none, unless the run ended at once.
    @Test func areNoneOfAModelWithoutLoss() {
        var trace = Trace()
        for _ in 0..<300 {
            var row = TraceRow()
            row[.lr] = 1e-3
            trace.append(row)
        }
        #expect(RecordedEvents(trace: trace, restarts: []).all.isEmpty)
        trace.outcome = .diverged(step: 1)
        #expect(RecordedEvents(trace: trace, restarts: []).all.map(\.kind) == [.nonFinite])
    }

    // MARK: - Analyses

    /// The analysis of a trace holds them besides the rises, and starts only where another program made the run.
    @Test func areRisesOfTheRecordInAnAnalysis() {
        var columns = ["loss": Self.calm()]
        for index in 1_490..<1_500 { columns["loss"]?[index] = .nan }
        columns["sum_v"] = (0..<1_500).map { $0 < 900 ? 5e-3 : 5e-3 * (1 - pow(0.999, Double($0 - 899))) }
        let trace = MadeUpLog.evidence(columns).trace
        func rises(_ starts: [Int]?) -> [Rise] {
            TraceAnalysis(of: trace, detector: SpikeDetector(), decay: MomentDecay(Adam()), starts: starts).rises
                .filter { $0.rule == .record }
        }
        #expect(rises(nil).map(\.kind) == [.nonFinite] && rises(nil).map(\.start) == [1_491])
        #expect(rises([400]).map(\.kind) == [.restart, .restart, .nonFinite])
        #expect(rises([400]).map(\.start) == [400, 901, 1_491] && rises([400]).map(\.end) == [400, 901, nil])
        #expect(rises([]).allSatisfy { $0.loss == nil && $0.decades == nil && $0.sigmas == nil })
    }
}
