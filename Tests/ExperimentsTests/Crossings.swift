import Settings
import TestSupport
import Testing
import Training

@testable import Analysis
@testable import Experiments

/// Stretches above the stability threshold.
@Suite struct Crossings {
    private func crossings(_ ratios: [Double], threshold: Double = 2) -> [Crossing] {
        let values = ratios.map { $0 * threshold }
        return Crossing.all(
            in: Runs.trace([.lambdaMax: values, .threshold: ratios.map { _ in threshold }])
        )
    }

    private func spans(_ ratios: [Double]) -> [[Int]] { crossings(ratios).map { [$0.first, $0.last] } }

    @Test func beginAndEndWithTheSteps() {
        #expect(spans([]) == [] && spans([0.5, 1]) == [])
        #expect(spans([2]) == [[1, 1]] && spans([0, 2, 3, 0]) == [[2, 3]] && spans([2, 2, 2]) == [[1, 3]])
        #expect(crossings([0.5, 1.25, 3, 1.5]).first?.peakRatio == 3)
    }

    @Test func bridgeGapsOfFiveSteps() {
        let gap = [Double](repeating: 0.9, count: 5)
        #expect(spans([2] + gap + [2]) == [[1, 7]])
        #expect(spans([2] + gap + [0.9, 2]) == [[1, 1], [8, 8]])
        #expect(spans([2] + gap + [2] + gap + [2]) == [[1, 13]])
    }

    @Test func takeWhatIsNotANumberForBelow() {
        #expect(spans([.nan, .nan]) == [] && spans([.nan, 2, .nan, 2, .nan]) == [[2, 4]])
    }

    @Test func doNotCountTheThresholdItself() {
        #expect(spans([1, 1]) == [] && spans([1, 1.0.nextUp]) == [[2, 2]])
    }

    @Test func areTakenOfEveryCurvature() {
        let high = [3.0, 3, 1]
        let trace = Runs.trace([
            .lambdaMax: high, .lambdaGrad: [1, 3, 1], .lambdaGradExact: [1, 1, 1], .threshold: [2, 2, 2],
        ])
        let found = Crossing.all(in: trace)
        #expect(found.map(\.quantity) == [.lambdaMax, .lambdaGrad] && found.map(\.first) == [1, 2])
    }

    @Test func followTheThresholdOfTheStep() {
        let trace = Runs.trace([.lambdaMax: [3, 3, 3], .threshold: [4, 2, 4]])
        #expect(Crossing.all(in: trace).map(\.first) == [2])
    }
}

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

/// Spikes in the light of the rest of a run.
@Suite struct SpikeContexts {
    private let spike = Spike(riseStart: 50, onset: 52, peak: 60, end: 70, height: 2, trough: -3)

    private func context(_ crossings: [Crossing], spikes: [Spike]? = nil) -> [SpikeContext] {
        let trace = Runs.trace([.loss: [Double](repeating: 1, count: 100)])
        return SpikeContext.all(of: spikes ?? [spike], in: trace, crossings: crossings, phases: [], decay: .ninths)
    }

    private func crossing(_ first: Int, _ last: Int, _ quantity: Crossing.Quantity = .lambdaMax) -> Crossing {
        Crossing(quantity: quantity, first: first, last: last, peakRatio: 2)
    }

    @Test(arguments: [
        (40, 45, false), (40, 47, false), (40, 48, true), (40, 90, true), (50, 50, true), (52, 60, true),
        (53, 60, false),
    ])
    func takeTheCrossingThatReachesTheRise(first: Int, last: Int, leads: Bool) {
        #expect(context([crossing(first, last)])[0].crossedLambdaMax == (leads ? first : nil))
    }

    @Test func takeEachCurvatureByItself() {
        let found = context([crossing(45, 60), crossing(48, 60, .lambdaGrad), crossing(49, 50, .lambdaGradExact)])[0]
        #expect(found.crossedLambdaMax == 45 && found.crossedLambdaGrad == 48 && found.crossedLambdaGradExact == 49)
    }

    @Test func takeNoCrossingOfThePreviousSpike() {
        let second = Spike(riseStart: 80, onset: 82, peak: 85, end: 90, height: 2, trough: -3)
        let both = [crossing(45, 95), crossing(45, 95, .lambdaGrad)]
        let found = context(both, spikes: [spike, second])
        #expect(found[0].crossedLambdaMax == 45 && found[0].crossedLambdaGrad == 45)
        #expect(found[1].crossedLambdaMax == nil && found[1].crossedLambdaGrad == nil)
        let again = context([crossing(45, 60), crossing(75, 95, .lambdaGrad)], spikes: [spike, second])
        #expect(again[1].crossedLambdaMax == nil && again[1].crossedLambdaGrad == 75)
    }

    @Test func measureTheDecayBeforeTheRise() throws {
        var sum = 1.0
        let sums = (1...100).map { step in
            sum *= step < 50 ? 0.9.squareRoot() : 2
            return sum
        }
        let trace = Runs.trace([.loss: sums.map { _ in 1 }, .sumV: sums])
        var early = spike
        early.riseStart = 49
        let found = SpikeContext.all(of: [early], in: trace, crossings: [], phases: [], decay: .ninths)
        #expect(abs(try #require(found[0].decayExponent) - 0.5) < 1e-12)
        early.riseStart = 29
        let soon = SpikeContext.all(of: [early], in: trace, crossings: [], phases: [], decay: .ninths)
        #expect(soon[0].decayExponent == nil)
        let none = SpikeContext.all(of: [spike], in: trace, crossings: [], phases: [], decay: .none)
        #expect(none[0].decayExponent == nil)
    }

    @Test func areInOrderOnlyAfterADecayAndACrossing() {
        let grads = [Double](repeating: 1, count: 100)
        let trace = Runs.trace([.loss: grads, .lambdaGrad: grads, .threshold: grads.map { _ in 2 }])
        func isInOrder(_ crossings: [Crossing], _ phases: [PhaseSegment]) -> Bool {
            SpikeContext.all(of: [spike], in: trace, crossings: crossings, phases: phases, decay: .none)[0].isInOrder
        }
        let decay = PhaseSegment(phase: .decay, first: 20, last: 40)
        #expect(isInOrder([crossing(45, 60)], [decay]))
        #expect(!isInOrder([], [decay]) && !isInOrder([crossing(45, 60)], []))
        #expect(!isInOrder([crossing(45, 60)], [PhaseSegment(phase: .decay, first: 60, last: 65)]))
    }

    @Test(arguments: [(128, true), (129, false)])
    func recoverWithinSixtyStepsOfTheirEnd(first: Int, recovers: Bool) {
        // The spike ends at 70: steps 128 to 130 are the last three that count.
        let grads = (1...200).map { $0 >= first ? 1.0 : 3 }
        let trace = Runs.trace([.loss: grads, .lambdaGrad: grads, .threshold: grads.map { _ in 2 }])
        let found = SpikeContext.all(of: [spike], in: trace, crossings: [], phases: [], decay: .none)
        #expect(found[0].recovered == (recovers ? first : nil))
    }

    @Test func recoverAfterThreeStepsBelow() {
        // Below at 55 and 56 only, and from 64 on.
        let grads = (1...100).map { (55...56).contains($0) || $0 >= 64 ? 1.0 : 3 }
        let trace = Runs.trace([.loss: grads, .lambdaGrad: grads, .threshold: grads.map { _ in 2 }])
        let found = SpikeContext.all(of: [spike], in: trace, crossings: [], phases: [], decay: .none)
        #expect(found[0].recovered == 64 && !found[0].isInOrder)
        #expect(context([])[0].recovered == nil)
    }
}

extension MomentDecay {
    /// That of a rule without a second moment.
    static let none = MomentDecay(SGD())

    /// That of Adam at β2 = 0.9.
    static let ninths: MomentDecay = {
        var adam = Adam()
        adam.beta2 = 0.9
        return MomentDecay(adam)
    }()
}
