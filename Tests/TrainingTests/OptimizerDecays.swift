import Settings
import Tensors
import TestSupport
import Testing

@testable import Training

/// The decay of the second moment that an optimizer states, compared with its steps.
@Suite struct OptimizerDecays {
    /// v after each step along these gradients.
    private func moments(_ subject: OptimizerCase, _ gradients: [[Double]]) throws -> [[Double]] {
        let walk = OptimizerWalk(try subject.rule, from: Bowl.start, layout: .small)
        return gradients.map { gradient in
            walk.step(gradient)
            return walk.state.second.doubles
        }
    }

    /// Settings for which the stated decay differs from the default's.
    private static let others =
        [
            ["rmsprop": ["alpha": 0.7, "momentum": 0.5]], ["adam": ["beta2": 0]], ["adam": ["beta2": 0.6]],
            ["adamw": ["beta2": 0.9]], ["adan": ["beta2": 0.5, "beta3": 0.8]], ["adopt": ["beta2": 0.9]],
            ["adafactor": ["beta2_decay": -0.3]], ["stableadamw": ["beta2": 0.999]], ["muon": ["adam_beta2": 0.8]],
            ["spam": ["beta2": 0.9, "interval": 0]], ["lion": ["beta2": 0.5]],
        ].map { OptimizerCase($0) }

    @Test(arguments: OptimizerCase.all.filter { $0.value["adam"]?["lazy"] == nil } + others)
    func isWhatAStepWithoutGradientLeaves(_ subject: OptimizerCase) throws {
        func gradient(_ step: Int) -> [Double] {
            step < 10 ? (0..<8).map { Double((step * 31 + $0 * 17) % 23) / 7 - 1.5 } : Bowl.start.map { _ in 0 }
        }
        let moments = try moments(subject, (0..<260).map(gradient))
        let rule = try subject.rule
        // AdaBelief squares the distance from the mean gradient, so the mean must first decay.
        for step in (subject.name == "adabelief" ? 150 : 12)...260 {
            // Adafactor's row means have a lower limit.
            for (now, before) in zip(moments[step - 1], moments[step - 2]) where before > 1e-14 {
                guard let decay = rule.secondMomentDecay(at: step) else {
                    Issue.record("v is kept, its decay unsaid")
                    return
                }
                #expect(abs(now - decay * before) <= 1e-9 * before, "step \(step)")
            }
        }
    }

    @Test(arguments: OptimizerCase.all + others)
    func isStatedByTheRulesThatKeepASecondMoment(_ subject: OptimizerCase) throws {
        let keeps = try moments(subject, (0..<3).map { _ in Bowl.start })[2].contains { $0 != 0 }
        let rule = try subject.rule
        #expect((rule.secondMomentDecay(at: 3) != nil) == keeps)
        if let decay = rule.secondMomentDecay(at: 3) { #expect(decay >= 0 && decay <= 1) }
    }

    @Test func isNothingInAStepThatResets() throws {
        let rule = try OptimizerCase(["spam": ["interval": 40]]).rule
        #expect([39, 40, 41].map { rule.secondMomentDecay(at: $0) } == [0.999, 0, 0.999])
    }

    @Test func growsWhereTheRuleSaysSo() throws {
        let rule = try OptimizerCase(["adafactor": [:]]).rule
        let decays = (1...100).compactMap { rule.secondMomentDecay(at: $0) }
        #expect(decays[0] == 0 && zip(decays, decays.dropFirst()).allSatisfy { $0 < $1 } && decays[99] < 1)
    }
}
