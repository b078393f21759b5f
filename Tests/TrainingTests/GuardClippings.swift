import Settings
import Tensors
import Testing
import TestSupport

@testable import Training

/// Clipping of gradients by a fixed limit, and laws for every gradient guard.
@Suite struct GuardClippings {
    private let layout = GuardWorkshop.layout

    /// Every gradient guard of the catalogue with default settings, after 200 gradients of norm near 1.
    ///
    /// In this state it clips at once.
    private func seasoned() -> [any GradientGuard] {
        Catalogue.gradientGuards.map { type in
            var unit = type.init()
            unit.begin(layout)
            for step in 1...200 {
                let gradient = GuardWorkshop.gradient(norm: step % 2 == 0 ? 0.9 : 1, seed: step)
                unit.apply(to: gradient, layout: layout, step: step)
            }
            return unit
        }
    }

    @Test(arguments: [0.1, 0.95, 1.2, 3, 1e3, 1e200, 1e-200])
    func neverRaisesANorm(norm: Double) {
        for var unit in seasoned() {
            let gradient = GuardWorkshop.gradient(norm: norm, seed: 9)
            let before = layout.slices.map { gradient[$0.range].norm }
            unit.apply(to: gradient, layout: layout, step: 201)
            for (slice, norm) in zip(layout.slices, before) {
                #expect(gradient[slice.range].norm <= norm * (1 + 1e-15), "\(type(of: unit).name)")
            }
        }
    }

    @Test func everyGuardClipsWhatStandsOut() {
        for var unit in seasoned() {
            let gradient = GuardWorkshop.gradient(norm: 1e6)
            unit.apply(to: gradient, layout: layout, step: 201)
            #expect(gradient.all.norm < 100, "\(type(of: unit).name)")
        }
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func gradientsThatAreNotFinitePassAndLeaveNoMemory(number: Double) {
        for unit in seasoned() {
            let broken = GuardWorkshop.gradient(norm: 1e6)
            broken[130] = number
            let copy = GuardWorkshop.copy(of: broken)
            var (seen, unseen) = (unit, unit)
            seen.apply(to: broken, layout: layout, step: 201)
            #expect(GuardWorkshop.areSame(broken, copy), "\(type(of: unit).name)")
            let (a, b) = (GuardWorkshop.gradient(norm: 50), GuardWorkshop.gradient(norm: 50))
            seen.apply(to: a, layout: layout, step: 202)
            unseen.apply(to: b, layout: layout, step: 202)
            #expect(GuardWorkshop.areSame(a, b), "\(type(of: unit).name)")
        }
    }

    @Test func beginningAgainForgets() {
        for var unit in seasoned() {
            unit.begin(layout)
            var fresh = type(of: unit).init()
            fresh.begin(layout)
            let (a, b) = (GuardWorkshop.gradient(norm: 50), GuardWorkshop.gradient(norm: 50))
            unit.apply(to: a, layout: layout, step: 1)
            fresh.apply(to: b, layout: layout, step: 1)
            #expect(GuardWorkshop.areSame(a, b), "\(type(of: unit).name)")
        }
    }

    @Test func clipNormIsPyTorchsRule() throws {
        let unit = try ClipNorm(reading: ["limit": 2])
        let vector = Vector<Double>([3, -4, 12, 0])
        unit.apply(to: vector, layout: ParameterLayout(vector: 4), step: 1)
        // Equals torch.nn.utils.clip_grad_norm_ of [3, −4, 12, 0] with limit 2; the norm is 13.
        let factor = 2 / (13 + 1e-6)
        #expect(vector.doubles == [3 * factor, -4 * factor, 12 * factor, 0])
    }

    @Test func clipNormLeavesTheBitsOfAGradientBelowTheLimit() {
        let gradient = GuardWorkshop.gradient(norm: 1 - 2e-6)
        let copy = GuardWorkshop.copy(of: gradient)
        ClipNorm().apply(to: gradient, layout: layout, step: 1)
        #expect(GuardWorkshop.areSame(gradient, copy))
    }

    @Test func clipNormWorksBeyondTheRangeOfSquares() {
        let huge = GuardWorkshop.gradient(norm: 1e250)
        ClipNorm().apply(to: huge, layout: layout, step: 1)
        #expect(abs(huge.all.norm - 1) < 1e-12)
        #expect(relativeDeviation(GuardWorkshop.norm([3e-200, -4e-200]), 5e-200) < 1e-15)
        #expect(relativeDeviation(GuardWorkshop.norm([-3e200, 4e200]), 5e200) < 1e-15)
        #expect(GuardWorkshop.norm([0, 0, 0]) == 0 && GuardWorkshop.norm([1, .infinity]) == .infinity)
        #expect(GuardWorkshop.norm([1, .nan, .infinity]).isNaN)
    }

    @Test func clipNormWorksInSinglePrecision() {
        let gradient = GuardWorkshop.numbers(3, scale: 1e30, as: Float.self)
        ClipNorm().apply(to: gradient, layout: layout, step: 1)
        #expect(abs(gradient.all.norm - 1) < 1e-6)
    }

    @Test func clipValueClipsEachElement() throws {
        let unit = try ClipValue(reading: ["limit": 1.5])
        let vector = Vector<Double>([-3, -1.5, 0.25, 1.5000001, 7])
        unit.apply(to: vector, layout: ParameterLayout(vector: 5), step: 1)
        #expect(vector.doubles == [-1.5, -1.5, 0.25, 1.5, 1.5])
    }
}
