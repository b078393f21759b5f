import Foundation
import Settings
import Tensors
import TestSupport
import Testing

@testable import Training

/// Laws of single optimizers.
@Suite struct OptimizerRules {
    @Test func lcmadamsWeightDecayNeedsTheTextsReading() {
        #expect(throws: SettingFaults.self) { try LCMAdam(reading: ["weight_decay": 0.1]) }
        #expect(throws: Never.self) { try LCMAdam(reading: ["weight_decay": 0.1, "reading": "text"]) }
    }

    @Test func lcmadamsRateIsASawtooth() throws {
        var rule = LCMAdam()
        rule.epsilon = 1e9
        let walk = OptimizerWalk(rule, from: [0])
        var rates: [Double] = []
        for step in 1...110 {
            walk.step([1])
            rates.append(try #require(walk.preconditioner)[0] * 1e9 * (1 - pow(0.9, Double(step))) * rule.learningRate)
        }
        // Facts about the released code: rates from 0.001 to 0.0036, on average twice those of the baselines.
        #expect(rates.min() ?? 0 >= 0.001 * (1 - 1e-8) && rates.max() ?? 1 < 0.0037)
        #expect(abs(rates.reduce(0, +) / 110 - 0.002) < 5e-5)
    }

    @Test func muonBringsSingularValuesNearOne() {
        // The rows of the gradient are orthogonal and of very different length.
        let layout = ParameterLayout([("dense.weight", [2, 3]), ("dense.bias", [2])])
        let rule = Muon()
        let walk = OptimizerWalk(rule, from: [Double](repeating: 0, count: 8), layout: layout)
        walk.step([1, 0, 0, 0, 0, 0.01, 3, -3])
        let moved = walk.place.map { $0 / rule.learningRate }
        for index in [0, 5] { #expect(moved[index] < -0.6 && moved[index] > -1.3) }
        #expect([1, 2, 3, 4].allSatisfy { abs(moved[$0]) < 1e-12 })
        // A bias gets Adam's first step.
        #expect(abs(moved[6] + 1) < 1e-8 && abs(moved[7] - 1) < 1e-8)
    }

    @Test func muonLeavesEmbeddingsToAdam() {
        let layout = ParameterLayout([("embedding", [2, 3]), ("dense.bias", [2])])
        let muon = OptimizerWalk(Muon(), from: Bowl.start, layout: layout)
        let adam = OptimizerWalk(Adam(), from: Bowl.start, layout: layout)
        for _ in 0..<5 { #expect(muon.step(Bowl.gradient(muon.place)) == adam.step(Bowl.gradient(adam.place))) }
    }

    @Test func spamForgetsAtItsInterval() {
        var rule = SPAM()
        (rule.interval, rule.warmup) = (10, 4)
        let walk = OptimizerWalk(rule, from: [0])
        for step in 1...25 {
            let before = walk.place[0]
            walk.step([step < 10 ? 100 : 1])
            let size = abs(walk.place[0] - before) / rule.learningRate
            switch step {
            case 10:
                #expect(relativeDeviation(walk.state.first[0], 0.1) < 1e-12 && size < 0.2)
                #expect(relativeDeviation(walk.state.second[0], 0.001) < 1e-12)
            case 14...19: #expect(abs(size - 1) < 1e-4)
            default: break
            }
        }
    }

    @Test func stableAdamWShrinksTheStepOfASurprise() {
        let layout = ParameterLayout([("dense.weight", [2, 3]), ("dense.bias", [2])])
        let walk = OptimizerWalk(StableAdamW(), from: Bowl.start, layout: layout)
        for _ in 0..<50 { walk.step([Double](repeating: 0.01, count: 8)) }
        #expect(walk.state.scalars.allSatisfy { $0 > 0.99 })
        // Only the tensor with the unusual gradient is slowed down.
        walk.step([10, 10, 10, 10, 10, 10, 0.01, 0.01])
        #expect(walk.state.scalars[0] < 0.2 && walk.state.scalars[1] > 0.99)
    }

    @Test(arguments: [0.1, 0.3, 0.7, 1.1])
    func rmspropsVarianceIsNeverNegative(gradient: Double) throws {
        // v and ḡ² approach each other until only rounding separates them.
        var rule = RMSProp()
        (rule.isCentered, rule.alpha, rule.epsilon) = (true, 0.5, 1e-3)
        let walk = OptimizerWalk(rule, from: [0])
        for _ in 0..<500 {
            walk.step([gradient])
            #expect(walk.place[0].isFinite && (walk.preconditioner ?? [.nan])[0] <= 1e3)
        }
    }
}
