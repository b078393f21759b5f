import Settings
import Tensors
import Testing
import TestSupport

@testable import Training

/// Shortening of steps after the optimizer's update.
@Suite struct GuardSteps {
    private let layout = GuardWorkshop.layout
    private let rate = 0.01

    /// Parameters before and after a step.
    ///
    /// In each tensor the root mean square of the step is the learning rate times the tensor's factor.
    private func step(_ factors: [Double]) -> (before: Vector<Double>, after: Vector<Double>) {
        let (before, after) = (GuardWorkshop.numbers(5), GuardWorkshop.numbers(6))
        for (slice, factor) in zip(layout.slices, factors) {
            let part = after[slice.range]
            part.scale(by: factor * rate * Double(slice.count).squareRoot() / part.norm)
            part.add(before[slice.range])
        }
        return (before, after)
    }

    private func apply(_ unit: any StepGuard, _ before: Vector<Double>, _ after: Vector<Double>) {
        var unit = unit
        unit.begin(layout)
        unit.apply(before: before, after: after, layout: layout, learningRate: rate)
    }

    /// RMS(Δθ)/η of each tensor.
    private func sizes(_ before: Vector<Double>, _ after: Vector<Double>) -> [Double] {
        layout.slices.map { slice in
            after[slice.range].distance(to: before[slice.range]) / Double(slice.count).squareRoot() / rate
        }
    }

    @Test func shorterStepsKeepTheirBits() {
        for type in Catalogue.stepGuards {
            let (before, after) = step([0.9, 0.5, 0.99, 0.1])
            let copy = GuardWorkshop.copy(of: after)
            apply(type.init(), before, after)
            #expect(GuardWorkshop.areSame(after, copy), "\(type.name)")
        }
    }

    @Test func clipUpdateShortensTheTensorsThatAreTooFast() throws {
        let (before, after) = step([5, 1.9, 300, 0.1])
        let copy = GuardWorkshop.copy(of: after)
        apply(try ClipUpdate(reading: ["limit": 2]), before, after)
        #expect(largestDifference(sizes(before, after), [2, 1.9, 2, 0.1]) < 1e-11)
        for index in [1, 3] {
            let range = layout.slices[index].range
            #expect(range.allSatisfy { after[$0].bitPattern == copy[$0].bitPattern })
        }
        // Δθ keeps its direction: in the first tensor it becomes 2/5 everywhere.
        #expect(
            layout.slices[0].range.allSatisfy {
                abs((after[$0] - before[$0]) - 0.4 * (copy[$0] - before[$0])) < 1e-14
            }
        )
    }

    @Test func clipUpdateNormShortensTheWholeStep() throws {
        let (before, after) = step([5, 1.9, 300, 0.1])
        let copy = GuardWorkshop.copy(of: after)
        apply(try ClipUpdateNorm(reading: ["limit": 2]), before, after)
        let root = Double(layout.count).squareRoot()
        #expect(abs(after.all.distance(to: before.all) / (rate * root) - 2) < 1e-11)
        let factor = 2 * rate * root / copy.all.distance(to: before.all)
        #expect(
            (0..<layout.count).allSatisfy {
                abs((after[$0] - before[$0]) - factor * (copy[$0] - before[$0])) < 1e-13
            }
        )
    }

    @Test func stepsThatAreNotFiniteStay() {
        for type in Catalogue.stepGuards {
            for number in [Double.nan, .infinity] {
                let (before, after) = step([5, 5, 5, 5])
                for slice in layout.slices { after[slice.offset] = number }
                let copy = GuardWorkshop.copy(of: after)
                apply(type.init(), before, after)
                #expect(GuardWorkshop.areSame(after, copy), "\(type.name)")
            }
        }
    }

    @Test func stepsBeyondTheRangeOfSquaresAreShortened() {
        for type in Catalogue.stepGuards {
            let (before, after) = step([1e200, 1e200, 1e200, 1e200])
            apply(type.init(), before, after)
            #expect(sizes(before, after).allSatisfy { $0 > 0 && $0 < 40 }, "\(type.name)")
        }
    }

    @Test func stepsOfManyBlocksAreShortenedThroughout() {
        let layout = ParameterLayout(vector: 2_500)
        for type in Catalogue.stepGuards {
            let (before, after) = (Vector<Float>(count: 2_500), Vector<Float>(count: 2_500))
            before.all.fill(1)
            after.all.fill(1.5)
            var unit = type.init()
            unit.apply(before: before, after: after, layout: layout, learningRate: 0.25)
            #expect(after.doubles.allSatisfy { $0 == 1.25 }, "\(type.name)")
        }
    }

    @Test func withoutARateThereIsNoStepToShorten() {
        for type in Catalogue.stepGuards {
            let (before, after) = (GuardWorkshop.numbers(5), GuardWorkshop.numbers(5))
            var unit = type.init()
            unit.apply(before: before, after: after, layout: layout, learningRate: 0)
            #expect(GuardWorkshop.areSame(after, before), "\(type.name)")
        }
    }
}
