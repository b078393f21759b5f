import Settings
import Tensors
import Testing
import TestSupport

@testable import Training

/// Clipping by limits that adapt to the run: ZClip and AdaGC.
@Suite struct GuardAdaptations {
    private let layout = GuardWorkshop.layout

    /// The norms of gradients after a guard, for gradients with the given norms.
    private func norms(_ unit: any GradientGuard, of norms: [Double]) -> [Double] {
        var unit = unit
        unit.begin(layout)
        return norms.enumerated().map { index, norm in
            let gradient = GuardWorkshop.gradient(norm: norm, seed: index)
            unit.apply(to: gradient, layout: layout, step: index + 1)
            return gradient.all.norm
        }
    }

    @Test func zClipAnswersAnOutlierByTheReciprocalRule() throws {
        // The first four norms have mean 2.5 and variance 1.25, so a norm of 10 has z = 7.5/√1.25.
        let unit = try ZClip(reading: ["warmup_steps": 4, "eps": 0])
        let found = norms(unit, of: [1, 2, 3, 4, 10])
        let deviation = 1.25.squareRoot()
        #expect(abs(found[4] - (2.5 + deviation * 2.5 * 2.5 / (7.5 / deviation))) < 1e-12)
        #expect(zip(found[..<4], [1, 2, 3, 4]).allSatisfy { abs($0 - $1) < 1e-12 })
    }

    @Test func zClipLearnsFromTheClippedNorm() throws {
        let unit = try ZClip(reading: ["warmup_steps": 4, "eps": 0])
        let found = norms(unit, of: [1, 2, 3, 4, 10, 10])
        let taken = 2.5 + 1.25 / 7.5 * 6.25
        let mean = 0.97 * 2.5 + 0.03 * taken
        let variance = 0.97 * 1.25 + 0.03 * (taken - mean) * (taken - mean)
        #expect(abs(found[5] - (mean + variance * 6.25 / (10 - mean))) < 1e-12)
    }

    @Test func zClipClipsTheMoreTheFurtherOut() throws {
        let unit = try ZClip(reading: ["warmup_steps": 4])
        let found = [6.0, 8, 10, 100, 1e9].map { norms(unit, of: [1, 2, 3, 4, $0])[4] }
        #expect(zip(found, found.dropFirst()).allSatisfy { $0 > $1 } && found[4] > 2.5 && found[4] < 2.5 + 1e-6)
    }

    @Test func zClipLeavesTheBitsOfUsualGradients() {
        var unit = ZClip()
        unit.begin(layout)
        var random = Random(seed: 4)
        for step in 1...500 {
            // Uniform norms are within √3 standard deviations of their mean.
            let gradient = GuardWorkshop.gradient(norm: 1 + 0.1 * random.uniform(), seed: step)
            let copy = GuardWorkshop.copy(of: gradient)
            unit.apply(to: gradient, layout: layout, step: step)
            #expect(GuardWorkshop.areSame(gradient, copy))
        }
    }

    @Test func zClipLetsTheFirstGradientThroughAfterNone() {
        let found = norms(ZClip(), of: Array(repeating: 0, count: 25) + [5])
        #expect(abs(found[25] - 5) < 1e-12)
    }

    /// The gradients after AdaGC, for two tensors of one number each.
    private func adaGC(_ settings: Value, _ gradients: [[Double]]) throws -> [[Double]] {
        var layout = ParameterLayout()
        layout.append(name: "a", shape: [1], role: .weight, fanIn: 1, fanOut: 1)
        layout.append(name: "b", shape: [1], role: .weight, fanIn: 1, fanOut: 1)
        var unit = try AdaGC(reading: settings)
        unit.begin(layout)
        return gradients.enumerated().map { index, gradient in
            let vector = Vector<Double>(gradient)
            unit.apply(to: vector, layout: layout, step: index + 1)
            return vector.doubles
        }
    }

    @Test func adaGCHoldsEachTensorNearItsOwnPast() throws {
        let settings: Value = ["warmup_steps": 3, "lambda_abs": 5, "lambda_rel": 1.5, "beta": 0.5]
        // During warm-up [3, 4] passes and [6, −8] is halved; afterwards γ = (3, 4).
        let found = try adaGC(settings, [[3, 4], [6, -8], [9, 5], [9, 5], [1, 5]])
        #expect(found[0] == [3, 4] && found[1] == [3, -4])
        // γ_a = 3, so 9 becomes 4.5 and γ_a = 3.75; then 9 becomes 5.625. With γ_b = 4, 5 passes.
        #expect(found[2] == [4.5, 5] && found[3] == [5.625, 5] && found[4] == [1, 5])
    }

    @Test func adaGCTakesTheLeastNormOfTheWarmUp() throws {
        let settings: Value = ["warmup_steps": 4, "lambda_abs": 100, "lambda_rel": 1]
        let found = try adaGC(settings, [[3, 9], [2, 7], [5, 8], [50, -50]])
        #expect(largestDifference(found[3], [2, -7]) < 1e-14)
    }

    @Test func adaGCDoesNotFreezeATensorThatHadNoGradient() throws {
        let settings: Value = ["warmup_steps": 3, "lambda_rel": 1, "lambda_abs": 10, "beta": 0]
        let found = try adaGC(settings, [[1, 0], [1, 0], [1, 6], [1, 0], [1, 8]])
        #expect(found[2] == [1, 6] && found[4] == [1, 6])
    }
}
