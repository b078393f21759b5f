import Foundation
import TestSupport
import Testing

@testable import Training

/// Adam's own laws.
@Suite struct AdamLaws {
    private func adam(_ change: (inout Adam) -> Void = { _ in }) -> Adam {
        var adam = Adam()
        adam.learningRate = 0.01
        change(&adam)
        return adam
    }

    /// The parameters after each of a list of gradients, from 0.
    private func path(_ adam: Adam, _ gradients: [Double]) -> [Double] {
        var state = OptimizerState(count: 1)
        var parameters = [0.0]
        return gradients.map { gradient in
            adam.update(&state, &parameters, gradient: [gradient])
            return parameters[0]
        }
    }

    /// Gradients of changing sign and size, which fall by three decades half-way.
    private let gradients: [Double] = (0..<60).map { index in
        let size: Double = index < 30 ? 1 : 1e-3
        return size * (Double((index * 37) % 23) - 9.5)
    }

    @Test(arguments: [1e-6, 1e-3, 0.5, 1, 1e3, 1e6], [1.0, -1])
    func firstStepIsASignStep(size: Double, sign: Double) {
        for epsilon in [0, 1e-8, 1e-3, 1] {
            let moved = path(adam { $0.epsilon = epsilon }, [sign * size])[0]
            #expect(abs(moved + sign * 0.01 * size / (size + epsilon)) <= 1e-15 * 0.01)
        }
    }

    @Test(arguments: [0x1p-40, 0x1p-3, 0x1p20])
    func doesNotSeeThePowerOfTwoThatScalesAllGradients(scale: Double) {
        // Powers of two scale without rounding, so without ε the paths agree bit for bit.
        let plain = adam { $0.epsilon = 0 }
        #expect(path(plain, gradients.map { scale * $0 }) == path(plain, gradients))
    }

    @Test func scalesItsWorldWithEpsilon() {
        // Gradients and ε scaled together change nothing.
        let one = path(adam { $0.epsilon = 0x1p-10 }, gradients)
        #expect(path(adam { $0.epsilon = 0x1p-5 }, gradients.map { 32 * $0 }) == one)
    }

    @Test func isProportionalToItsRate() {
        let one = path(adam(), gradients)
        let double = path(adam { $0.learningRate = 0.02 }, gradients)
        #expect(double == one.map { 2 * $0 })
    }

    @Test(arguments: [(0.9, 0.999), (0.9, 0.9), (0, 0.99), (0.5, 0.5)])
    func neverStepsFurtherThanItsBound(beta1: Double, beta2: Double) {
        // |m̂|/√v̂ ≤ (1 − β1)/√(1 − β2) · √Σ (β1²/β2)ᵏ by Cauchy and Schwarz, both moments unbiased by the same step.
        let path = [0] + path(adam { ($0.beta1, $0.beta2) = (beta1, beta2) }, gradients)
        for step in 1..<path.count {
            let terms: Double = (0..<step).reduce(0.0) { $0 + pow(beta1 * beta1 / beta2, Double($1)) }
            let bound: Double = (1 - beta1) * (terms / (1 - beta2)).squareRoot()
            let secondRoot: Double = (1 - pow(beta2, Double(step))).squareRoot()
            let corrected: Double = bound * secondRoot / (1 - pow(beta1, Double(step)))
            #expect(abs(path[step] - path[step - 1]) <= 0.01 * corrected * (1 + 1e-12))
        }
    }

    @Test func firstMomentIsTheGradientWithoutMomentum() {
        let plain = adam { $0.beta1 = 0 }
        var state = OptimizerState(count: 1)
        var parameters = [0.0]
        // From 1 to 1e-17 an interpolation from the far end would leave nothing of the gradient.
        for gradient in [1, 1e-17, -3e5, 1e-30, 0] {
            plain.update(&state, &parameters, gradient: [gradient])
            #expect(state.first[0] == gradient)
        }
    }

    @Test func secondMomentDecaysByBeta2WithoutGradient() {
        let rule = adam { $0.beta2 = 0.97 }
        var state = OptimizerState(count: 1)
        var parameters = [0.0]
        rule.update(&state, &parameters, gradient: [3])
        let first = state.second[0]
        for _ in 0..<100 { rule.update(&state, &parameters, gradient: [0]) }
        #expect(relativeDeviation(state.second[0], first * pow(0.97, 100)) < 1e-13)
    }

    @Test func amsgradNeverForgets() {
        let rule = adam {
            $0.isAMSGrad = true; $0.beta2 = 0.9
        }
        var state = OptimizerState(count: 1)
        var parameters = [0.0]
        var largest = 0.0
        for gradient in gradients {
            rule.update(&state, &parameters, gradient: [gradient])
            largest = max(largest, state.second[0])
            #expect(state.largest[0] == largest)
            var diagonal = [0.0]
            rule.preconditioner(state, into: &diagonal)
            let corrected = largest / (1 - pow(0.9, Double(state.step)))
            #expect(relativeDeviation(diagonal[0], 1 / (corrected.squareRoot() + 1e-8)) < 1e-14)
        }
        #expect(state.second[0] < largest)
    }

    @Test func amsgradIsAdamWhileGradientsGrow() {
        let growing = (1...40).map { pow(1.3, Double($0)) }
        #expect(path(adam { $0.isAMSGrad = true }, growing) == path(adam(), growing))
    }

    @Test func decoupledDecayLeavesTheMomentsAlone() {
        let rule = adam {
            $0.weightDecay = 0.5; $0.decouplesWeightDecay = true
        }
        var (state, plainState) = (OptimizerState(count: 1), OptimizerState(count: 1))
        var (parameters, plain) = ([4.0], [4.0])
        for gradient in gradients.prefix(10) {
            rule.update(&state, &parameters, gradient: [gradient])
            adam().update(&plainState, &plain, gradient: [gradient])
            #expect(state.first == plainState.first && state.second == plainState.second)
        }
        #expect(parameters[0] < plain[0])
    }

    @Test func coupledDecayIsTheGradientOfARidge() {
        let rule = adam { $0.weightDecay = 0.5 }
        var (state, plainState) = (OptimizerState(count: 1), OptimizerState(count: 1))
        var (parameters, plain) = ([4.0], [4.0])
        for gradient in gradients {
            rule.update(&state, &parameters, gradient: [gradient])
            adam().update(&plainState, &plain, gradient: [gradient + 0.5 * plain[0]])
            #expect(abs(parameters[0] - plain[0]) < 1e-13)
        }
    }

    @Test(arguments: [0, 0.5, 0.9, 0.99], [1, 2, 10, 1000])
    func hasThePapersMomentumFactor(beta1: Double, step: Int) {
        var state = OptimizerState(count: 1)
        state.step = step
        let expected = (1 - beta1) / ((1 + beta1) * (1 - pow(beta1, Double(step))))
        #expect(relativeDeviation(adam { $0.beta1 = beta1 }.momentumFactor(state), expected) < 1e-15)
    }
}
