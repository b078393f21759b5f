import TestSupport
import Testing

@testable import Training

/// The laws of `new-rule`, which no other implementation has: what its formula says, and what must not matter.
@Suite struct OptimizerNewRule {
    /// Gradients of changing sign, and of sizes that lie three decades apart.
    private static let gradients = AdamPaths.gradients

    private static func rule(_ change: (inout NewRule) -> Void = { _ in }) -> NewRule {
        var rule = NewRule()
        change(&rule)
        return rule
    }

    /// The formula once more, in numbers instead of vectors.
    @Test func takesTheStepsOfItsFormula() {
        let rule = Self.rule()
        var (place, v) = (0.0, 0.0)
        let expected = Self.gradients.map { g in
            v = rule.beta * v + (1 - rule.beta) * g * g
            place -= rule.learningRate * g / (v.squareRoot() + rule.epsilon)
            return place
        }
        #expect(largestDifference(AdamPaths.path(rule, Self.gradients), expected) <= 1e-14)
    }

    /// Powers of two scale without rounding, so that without ε the paths agree bit for bit.
    @Test(arguments: [0x1p-40, 0x1p-3, 0x1p20])
    func doesNotSeeThePowerOfTwoThatScalesAllGradients(scale: Double) {
        let rule = Self.rule { $0.epsilon = 0 }
        let scaled = Self.gradients.map { scale * $0 }
        #expect(AdamPaths.path(rule, scaled) == AdamPaths.path(rule, Self.gradients))
    }

    /// Each step is −η·D·g with the D that curvature is measured by.
    @Test(arguments: [false, true])
    func stepsByItsPreconditioner(maximizes: Bool) throws {
        let rule = Self.rule { $0.maximizes = maximizes }
        let walk = OptimizerWalk(rule, from: [0])
        for gradient in Self.gradients {
            let before = walk.place[0]
            walk.step([gradient])
            let diagonal = try #require(walk.preconditioner)[0]
            let expected = before - rule.direction * rule.learningRate * diagonal * gradient
            #expect(abs(walk.place[0] - expected) <= 1e-14)
        }
    }
}
