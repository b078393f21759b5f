import Settings
import Tensors
import Testing
import TestSupport

@testable import Training

/// Second moments that do not start at zero.
@Suite struct SecondMomentStarts {
    private let layout = GuardWorkshop.layout

    private func filled<S: Scalar>(_ start: some SecondMomentStart, seed: Int, as type: S.Type) -> Vector<S> {
        let second = Vector<S>(Array(repeating: 7, count: layout.count))
        var random = Random(seed: seed)
        start.fill(second, layout: layout, random: &random) { batch, gradient in
            for i in 0..<gradient.count { gradient[i] = S(Double(batch + 1) * (i % 2 == 0 ? 1 : -0.5)) }
        }
        return second
    }

    @Test func fromDataIsTheMeanSquareOfTheGradients() throws {
        let start = try DataStart(reading: ["batches": 3, "scale": 100])
        let second = filled(start, seed: 0, as: Double.self)
        // (1 + 4 + 9)/3 and a quarter of it.
        let expected = (0..<layout.count).map { 100 * (14.0 / 3) * ($0 % 2 == 0 ? 1 : 0.25) }
        #expect(zip(second.doubles, expected).allSatisfy { relativeDeviation($0, $1) < 1e-15 })
        // σ(E[g]² + Var[g]) with E[g] = 2, Var[g] = 2/3.
        #expect(relativeDeviation(second[0], 100 * (4 + 2.0 / 3)) < 1e-15)
    }

    @Test func fromDataAsksForItsBatchesInOrder() throws {
        let start = try DataStart(reading: ["batches": 5, "batch_size": 8])
        var (asked, random) = ([Int](), Random(seed: 0))
        start.fill(Vector<Double>(count: 2), layout: ParameterLayout(vector: 2), random: &random) { batch, _ in
            asked.append(batch)
        }
        #expect(asked == [0, 1, 2, 3, 4] && start.batchSize == 8)
    }

    @Test func fromDataKeepsSquaresThatSinglePrecisionLosesOnTheWay() {
        var (start, random) = (DataStart(), Random(seed: 0))
        start.scale = 1e20
        let second = Vector<Float>(count: 1)
        start.fill(second, layout: ParameterLayout(vector: 1), random: &random) { _, gradient in gradient[0] = 1e-25 }
        #expect(relativeDeviation(Double(second[0]), 1e-30) < 1e-6)
    }

    @Test func chiSquareHasItsMeanAndVariance() throws {
        let start = try ChiSquareStart(reading: ["scale": 50])
        let factors = layout.slices.map { 50 / Double($0.fanIn + $0.fanOut) }
        for (slice, factor) in zip(layout.slices, factors).prefix(2) {
            let draws = (0..<200).flatMap { seed -> [Double] in
                let second = filled(start, seed: seed, as: Double.self)
                return slice.range.map { second[$0] / factor }
            }
            let mean = draws.reduce(0, +) / Double(draws.count)
            let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(draws.count)
            // χ²₁ has mean 1, variance 2 and fourth central moment 60. Tolerances are four standard errors.
            let root = Double(draws.count).squareRoot()
            #expect(abs(mean - 1) < 4 * 2.0.squareRoot() / root && abs(variance - 2) < 4 * 56.0.squareRoot() / root)
            // Half of the draws are below χ²₁'s median, 0.4549.
            let share = Double(draws.count { $0 < 0.454_936 }) / Double(draws.count)
            #expect(abs(share - 0.5) < 4 * 0.5 / root)
        }
    }

    @Test func chiSquareLeavesVectorsAtZeroWhereAsked() throws {
        let whole = filled(ChiSquareStart(), seed: 3, as: Double.self).doubles
        let partly = filled(try ChiSquareStart(reading: ["vectors": false]), seed: 3, as: Double.self).doubles
        let vectors = layout.slices[2].offset
        #expect(whole.allSatisfy { $0 > 0 } && whole[..<vectors] == partly[..<vectors])
        #expect(partly[vectors...].allSatisfy { $0 == 0 })
    }

    @Test func drawsBelongToTheSeed() {
        let start = ChiSquareStart()
        #expect(GuardWorkshop.areSame(filled(start, seed: 1, as: Double.self), filled(start, seed: 1, as: Double.self)))
        #expect(
            !GuardWorkshop.areSame(filled(start, seed: 1, as: Double.self), filled(start, seed: 2, as: Double.self))
        )
        let (wide, narrow) = (filled(start, seed: 1, as: Double.self), filled(start, seed: 1, as: Float.self))
        #expect(zip(wide.doubles, narrow.doubles).allSatisfy { Double(Float($0)) == $1 })
    }
}
