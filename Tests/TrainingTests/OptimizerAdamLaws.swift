import Foundation
import Settings
import Tensors
import TestSupport
import Testing

@testable import Training

/// Laws of Adam and its variants.
@Suite struct OptimizerAdamLaws {
    @Test(arguments: [1e-6, 1e-3, 0.5, 1, 1e3, 1e6], [1.0, -1])
    func firstStepIsASignStep(size: Double, sign: Double) {
        for epsilon in [0, 1e-8, 1e-3, 1] {
            let moved = AdamPaths.path(AdamPaths.adam { $0.epsilon = epsilon }, [sign * size])[0]
            #expect(abs(moved + sign * 0.01 * size / (size + epsilon)) <= 1e-15 * 0.01)
        }
    }

    @Test(arguments: [0x1p-40, 0x1p-3, 0x1p20])
    func doesNotSeeThePowerOfTwoThatScalesAllGradients(scale: Double) {
        // Powers of two scale without rounding, so without ε the paths agree bit for bit.
        let plain = AdamPaths.adam { $0.epsilon = 0 }
        #expect(
            AdamPaths.path(plain, AdamPaths.gradients.map { scale * $0 }) == AdamPaths.path(plain, AdamPaths.gradients)
        )
    }

    @Test func scalesItsWorldWithEpsilon() {
        // Scaling gradients and ε by the same factor changes nothing.
        let one = AdamPaths.path(AdamPaths.adam { $0.epsilon = 0x1p-10 }, AdamPaths.gradients)
        #expect(AdamPaths.path(AdamPaths.adam { $0.epsilon = 0x1p-5 }, AdamPaths.gradients.map { 32 * $0 }) == one)
    }

    @Test func isProportionalToItsRate() {
        let one = AdamPaths.path(AdamPaths.adam(), AdamPaths.gradients)
        let double = AdamPaths.path(AdamPaths.adam { $0.learningRate = 0.02 }, AdamPaths.gradients)
        #expect(double == one.map { 2 * $0 })
    }

    @Test(arguments: [(0.9, 0.999), (0.9, 0.9), (0, 0.99), (0.5, 0.5)])
    func neverStepsFurtherThanItsBound(beta1: Double, beta2: Double) {
        // By Cauchy and Schwarz, |m̂|/√v̂ ≤ (1 − β1)/√(1 − β2) · √Σ (β1²/β2)ᵏ when both moments are corrected at the
        // same step.
        let rule = AdamPaths.adam {
            $0.beta1 = beta1
            $0.beta2 = beta2
        }
        let path = [0] + AdamPaths.path(rule, AdamPaths.gradients)
        for step in 1..<path.count {
            let terms: Double = (0..<step).reduce(0.0) { $0 + pow(beta1 * beta1 / beta2, Double($1)) }
            let bound: Double = (1 - beta1) * (terms / (1 - beta2)).squareRoot()
            let secondRoot: Double = (1 - pow(beta2, Double(step))).squareRoot()
            let corrected: Double = bound * secondRoot / (1 - pow(beta1, Double(step)))
            #expect(abs(path[step] - path[step - 1]) <= 0.01 * corrected * (1 + 1e-12))
        }
    }

    @Test func firstMomentIsTheGradientWithoutMomentum() {
        let walk = OptimizerWalk(AdamPaths.adam { $0.beta1 = 0 }, from: [0])
        // From 1 to 1e-17, interpolation from the far end would lose the gradient.
        for gradient in [1, 1e-17, -3e5, 1e-30, 0] {
            walk.step([gradient])
            #expect(walk.state.first[0] == gradient)
        }
    }

    @Test func secondMomentDecaysByBeta2WithoutGradient() {
        let walk = OptimizerWalk(AdamPaths.adam { $0.beta2 = 0.97 }, from: [0])
        walk.step([3])
        let first = walk.state.second[0]
        for _ in 0..<100 { walk.step([0]) }
        #expect(relativeDeviation(walk.state.second[0], first * pow(0.97, 100)) < 1e-13)
    }

    @Test func amsgradNeverForgets() throws {
        let rule = AdamPaths.adam {
            $0.isAMSGrad = true
            $0.beta2 = 0.9
        }
        let walk = OptimizerWalk(rule, from: [0])
        var largest = 0.0
        for gradient in AdamPaths.gradients {
            walk.step([gradient])
            largest = max(largest, walk.state.second[0])
            #expect(walk.state.extra[0][0] == largest)
            let corrected = largest / (1 - pow(0.9, Double(walk.state.step)))
            let diagonal = try #require(walk.preconditioner)
            #expect(relativeDeviation(diagonal[0], 1 / (corrected.squareRoot() + 1e-8)) < 1e-14)
        }
        #expect(walk.state.second[0] < largest)
    }

    @Test func amsgradIsAdamWhileGradientsGrow() {
        let growing = (1...40).map { pow(1.3, Double($0)) }
        #expect(
            AdamPaths.path(AdamPaths.adam { $0.isAMSGrad = true }, growing) == AdamPaths.path(AdamPaths.adam(), growing)
        )
        var amsgrad = AMSGrad()
        amsgrad.learningRate = 0.01
        #expect(
            AdamPaths.path(amsgrad, AdamPaths.gradients)
                == AdamPaths.path(AdamPaths.adam { $0.isAMSGrad = true }, AdamPaths.gradients)
        )
    }

    /// PyTorch's denominator falls with 1 − β2ᵗ until a larger gradient comes.
    ///
    /// Those of optax and of the authors cannot fall.
    @Test(arguments: [("torch", true), ("optax", false), ("reddi", false)])
    func amsgradSinksInPyTorchsOrderAlone(order: String, sinks: Bool) throws {
        let rule = try AMSGrad(reading: ["lr": 0.01, "order": .text(order)])
        let walk = OptimizerWalk(rule, from: [0])
        var diagonals: [Double] = []
        for step in 0..<60 {
            walk.step([pow(0.8, Double(step))])
            diagonals.append(try #require(walk.preconditioner)[0])
        }
        let rises = zip(diagonals, diagonals.dropFirst()).contains { $1 > $0 * (1 + 1e-12) }
        #expect(rises == sinks)
    }

    /// Follows the formulas of `scale_by_amsgrad` in optax, and of algorithm 2 of Reddi and others (2018) with ε
    /// beside the root.
    @Test(arguments: ["optax", "reddi"])
    func amsgradFollowsItsOrder(order: String) throws {
        let rule = try AMSGrad(reading: ["lr": 0.01, "beta1": 0.8, "beta2": 0.95, "order": .text(order)])
        let walk = OptimizerWalk(rule, from: [1])
        var (m, v, largest, place) = (0.0, 0.0, 0.0, 1.0)
        for (index, gradient) in AdamPaths.gradients.enumerated() {
            walk.step([gradient])
            let step = Double(index + 1)
            m = 0.8 * m + 0.2 * gradient
            v = 0.95 * v + 0.05 * gradient * gradient
            let corrects = order == "optax"
            largest = max(largest, corrects ? v / (1 - pow(0.95, step)) : v)
            place -= 0.01 * (corrects ? m / (1 - pow(0.8, step)) : m) / (largest.squareRoot() + 1e-8)
            #expect(abs(walk.place[0] - place) < 1e-13, "step \(step)")
            let factor = 0.2 / 1.8 / (corrects ? 1 - pow(0.8, step) : 1)
            #expect(relativeDeviation(walk.momentumFactor, factor) < 1e-14)
        }
    }

    @Test func decoupledDecayLeavesTheMomentsAlone() {
        var rule = AdamW()
        rule.learningRate = 0.01
        rule.weightDecay = 0.5
        let (walk, plain) = (OptimizerWalk(rule, from: [4]), OptimizerWalk(AdamPaths.adam(), from: [4]))
        for gradient in AdamPaths.gradients.prefix(10) {
            walk.step([gradient])
            plain.step([gradient])
            #expect(walk.state.first[0] == plain.state.first[0] && walk.state.second[0] == plain.state.second[0])
        }
        #expect(walk.place[0] < plain.place[0])
    }

    @Test func coupledDecayIsTheGradientOfARidge() {
        let (walk, plain) = (
            OptimizerWalk(AdamPaths.adam { $0.weightDecay = 0.5 }, from: [4]),
            OptimizerWalk(AdamPaths.adam(), from: [4])
        )
        for gradient in AdamPaths.gradients {
            walk.step([gradient])
            plain.step([gradient + 0.5 * plain.place[0]])
            #expect(abs(walk.place[0] - plain.place[0]) < 1e-13)
        }
    }

    @Test(arguments: [0, 0.5, 0.9, 0.99], [1, 2, 10, 1000])
    func hasThePapersMomentumFactor(beta1: Double, step: Int) {
        let walk = OptimizerWalk(AdamPaths.adam { $0.beta1 = beta1 }, from: [0])
        walk.state.step = step
        let expected = (1 - beta1) / ((1 + beta1) * (1 - pow(beta1, Double(step))))
        #expect(relativeDeviation(walk.momentumFactor, expected) < 1e-15)
    }
}
