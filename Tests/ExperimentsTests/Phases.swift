import Settings
import TestSupport
import Testing
import Traces
import Training

@testable import Analysis
@testable import Experiments

/// Phases of a spike's cycle.
@Suite struct Phases {
    private typealias Segment = PhaseSegment

    private func segments(of trace: Trace, spikes: [Spike] = [], decay: MomentDecay = .none) -> [PhaseSegment] {
        PhaseSegment.segments(of: trace, losses: trace[.loss], spikes: spikes, decay: decay)
    }

    @Test(arguments: [(0.15, 0.99, 1_000), (0.15, 0.95, 300), (0.15, 0.9, 200), (0.05, 0.98, 40)])
    func coverEveryStepOnce(rate: Double, beta2: Double, steps: Int) throws {
        let run = try Runs.result([
            "model": "quadratic", "optimizer": ["adam": ["lr": .number(rate), "beta2": .number(beta2)]],
            "steps": .number(Double(steps)), "detector": ["window": 12, "floor": 1e-300],
        ])
        #expect(run.phases.first?.first == 1 && run.phases.last?.last == run.trace.count)
        for (one, next) in zip(run.phases, run.phases.dropFirst()) {
            #expect(one.last + 1 == next.first && one.first <= one.last && one.phase != next.phase)
        }
    }

    @Test func followEachOtherThroughASpike() throws {
        let run = try Runs.result([
            "model": "quadratic", "optimizer": ["adam": ["lr": 0.15, "beta2": 0.99]], "steps": 1_000,
            "detector": ["window": 12, "rise": 1, "lookback": 2_000, "floor": 1e-300],
        ])
        let around = run.phases.filter { $0.last >= 780 && $0.first <= 860 }.map(\.phase)
        #expect(Array(around.prefix(4)) == [.decay, .onset, .growth, .recovery])
        let context = try #require(run.spikes.first)
        #expect(context.crossedLambdaMax == 790 && context.crossedLambdaGrad == 790)
        #expect(context.crossedLambdaGradExact == 790 && context.isInOrder)
        #expect(abs(try #require(context.decayExponent) - 1) < 0.01)
        let recovered = try #require(context.recovered)
        #expect(abs(recovered - context.spike.peak) <= 10)
    }

    @Test func areFromTheLossWhereThereIsNothingElse() {
        let losses = [Double](repeating: 1, count: 20) + [10, 100, 10, 1, 1]
        let spike = Spike(riseStart: 20, onset: 21, peak: 22, end: 24, height: 2, trough: 0)
        let found = segments(of: Runs.trace([.loss: losses]), spikes: [spike])
        #expect(found.map(\.phase) == [.stable, .growth, .recovery, .stable])
        #expect(found.map(\.first) == [1, 21, 23, 25])
    }

    @Test func leaveAnOpenSpikeRecoveringToTheEnd() {
        let losses = [Double](repeating: 1, count: 10) + [10, 100, 90, 90]
        let spike = Spike(riseStart: 10, onset: 11, peak: 12, end: nil, height: 2, trough: 0)
        let found = segments(of: Runs.trace([.loss: losses]), spikes: [spike])
        #expect(found.last == Segment(phase: .recovery, first: 13, last: 14))
    }

    @Test func callDecayWhatShrinksAtHalfTheRateOfBeta2() {
        func phases(_ rate: Double) -> [PhaseSegment.Phase] {
            var sum = 1.0
            let sums = (0..<40).map { _ in
                sum *= rate
                return sum
            }
            let trace = Runs.trace([.loss: sums.map { _ in 1 }, .sumV: sums])
            return segments(of: trace, decay: .ninths).map(\.phase)
        }
        #expect(phases(0.9) == [.stable, .decay] && phases(0.94) == [.stable, .decay])
        #expect(phases(0.96) == [.stable] && phases(1.1) == [.stable])
    }

    @Test func ofAnEmptyTraceAreNone() {
        #expect(segments(of: Trace(), decay: .ninths).isEmpty)
    }
}
