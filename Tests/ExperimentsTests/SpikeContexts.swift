import Settings
import TestSupport
import Testing
import Traces
import Training

@testable import Analysis
@testable import Experiments

/// Spikes related to the rest of their run.
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
        // The spike ends at 70, so steps 128 to 130 are the last possible recovery.
        let grads = (1...200).map { $0 >= first ? 1.0 : 3 }
        let trace = Runs.trace([.loss: grads, .lambdaGrad: grads, .threshold: grads.map { _ in 2 }])
        let found = SpikeContext.all(of: [spike], in: trace, crossings: [], phases: [], decay: .none)
        #expect(found[0].recovered == (recovers ? first : nil))
    }

    @Test func recoverAfterThreeStepsBelow() {
        // The ratio is below the threshold at 55 and 56, and from 64 on.
        let grads = (1...100).map { (55...56).contains($0) || $0 >= 64 ? 1.0 : 3 }
        let trace = Runs.trace([.loss: grads, .lambdaGrad: grads, .threshold: grads.map { _ in 2 }])
        let found = SpikeContext.all(of: [spike], in: trace, crossings: [], phases: [], decay: .none)
        #expect(found[0].recovered == 64 && !found[0].isInOrder)
        #expect(context([])[0].recovered == nil)
    }
}
