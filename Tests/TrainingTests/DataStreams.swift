import Foundation
import TestSupport
import Testing

@testable import Training

/// Named random streams, whole numbers and permutations by seed, and the functions that data use.
@Suite struct DataStreams {
    @Test func differFromNameToNameAndFromSeedToSeed() {
        var firsts: Set<UInt64> = []
        let names = ["", "data", "data.inputs", "data.noise", "parameters", "batches", "a", "b"]
        for seed in [-1, 0, 1, 2, 1 << 40] {
            var plain = Random(seed: seed)
            firsts.insert(plain.next())
            for name in names {
                var random = Random(seed: seed, stream: name)
                firsts.insert(random.next())
            }
        }
        #expect(firsts.count == 5 * (names.count + 1))
    }

    @Test func areUncorrelated() {
        var one = Random(seed: 5, stream: "data.inputs")
        var other = Random(seed: 5, stream: "data.noise")
        let product = (0..<20_000).reduce(0.0) { sum, _ in sum + one.normal() * other.normal() } / 20_000
        #expect(abs(product) < 4 / 20_000.0.squareRoot())
    }

    /// FNV-1a has published hashes of the empty text and of the letter a.
    @Test func mixTheHashOfTheirNameIntoTheSeed() {
        for (name, hash) in [("", 0xCBF2_9CE4_8422_2325 as UInt64), ("a", 0xAF63_DC4C_8601_EC8C)] {
            var ofSeed = SplitMix64(state: 9)
            var mixer = SplitMix64(state: ofSeed.next() ^ hash)
            var wanted = Random(state: (mixer.next(), mixer.next(), mixer.next(), mixer.next()))
            var random = Random(seed: 9, stream: name)
            for _ in 0..<4 { #expect(random.next() == wanted.next()) }
        }
    }

    @Test(arguments: [1, 2, 3, 10, 1 << 40])
    func drawWholeNumbersBelowTheBound(bound: Int) {
        var random = Random(seed: 1)
        #expect((0..<1_000).allSatisfy { _ in (0..<bound).contains(random.below(bound)) })
    }

    @Test func drawWholeNumbersEvenly() {
        var random = Random(seed: 2)
        var counts = [Double](repeating: 0, count: 7)
        for _ in 0..<70_000 { counts[random.below(7)] += 1 }
        // Chi-squared with six degrees of freedom exceeds 22.5 once in a thousand.
        let chiSquared = counts.reduce(0) { $0 + ($1 - 10_000) * ($1 - 10_000) / 10_000 }
        #expect(chiSquared < 22.5)
    }

    /// Without rejection, a third of the residues would occur half as often again as the others.
    @Test func drawLargeWholeNumbersEvenly() {
        var random = Random(seed: 2)
        var counts = [Double](repeating: 0, count: 3)
        for _ in 0..<3_000 { counts[random.below(3 << 61) % 3] += 1 }
        // Chi-squared with two degrees of freedom exceeds 13.8 once in a thousand.
        #expect(counts.reduce(0) { $0 + ($1 - 1_000) * ($1 - 1_000) / 1_000 } < 13.8)
    }

    @Test func permuteEvenly() {
        var random = Random(seed: 3)
        var counts: [[Int]: Double] = [:]
        for _ in 0..<6_000 { counts[random.permutation(of: 3), default: 0] += 1 }
        #expect(counts.count == 6)
        // Chi-squared with five degrees of freedom exceeds 20.5 once in a thousand.
        #expect(counts.values.reduce(0) { $0 + ($1 - 1_000) * ($1 - 1_000) / 1_000 } < 20.5)
        #expect(random.permutation(of: 100).sorted() == Array(0..<100))
        #expect(random.permutation(of: 0).isEmpty)
    }

    @Test func takeSinesWithinTheirBound() {
        var random = Random(seed: 4)
        let arguments = (0..<20_000).map { 10 * Double($0 % 100) * random.normal() } + [0, .pi, .pi / 2, 9.9e5, -9.9e5]
        let worst = arguments.map { abs(Elementary.sine($0) - sin($0)) }.max() ?? .infinity
        #expect(worst < 3e-16)
        #expect(relativeDeviation(Elementary.sine(.pi), sin(.pi)) < 1e-4)
        #expect(Elementary.sine(1e-9) == 1e-9)
    }

    @Test func takeExponentialsWithinFourUnits() {
        let arguments = (-14_000...14_000).map { Double($0) / 20 + 0.0123 }
        let worst = arguments.map { unitsInLastPlace(between: Elementary.exponential($0), and: exp($0)) }.max() ?? 9
        #expect(worst <= 4)
        #expect(Elementary.exponential(0) == 1)
        #expect(Elementary.exponential(-746) == 0)
        #expect(Elementary.exponential(711) == .infinity)
        #expect(Elementary.exponential(.nan).isNaN)
        #expect(relativeDeviation(Elementary.exponential(-740), exp(-740)) < 1e-2)
    }

    @Test func takeHyperbolicTangentsWithinTheirBound() {
        let arguments = (-4_000...4_000).map { Double($0) / 97 } + [1e300, -1e300]
        let worst = arguments.map { abs(Elementary.hyperbolicTangent($0) - tanh($0)) }.max() ?? .infinity
        #expect(worst < 3e-16)
    }

    @Test(arguments: [0.01, 0.3, 1, 5])
    func drawDirichletSharesWithTheRightMoments(concentration: Double) {
        var random = Random(seed: 6)
        let (count, draws) = (4, 5_000)
        var squares = 0.0
        var (firsts, worst) = (0.0, 0.0)
        for _ in 0..<draws {
            let shares = random.dirichlet(count, concentration: concentration)
            worst = max(worst, abs(shares.reduce(0, +) - 1))
            firsts += shares[0]
            squares += shares[0] * shares[0]
        }
        #expect(worst < 1e-12)
        // The mean is 1/n and the mean square (a + 1)/(n·(n·a + 1)). A share is at most 1, so both errors are below
        // 0.5/√draws.
        #expect(abs(firsts / Double(draws) - 0.25) < 4 * 0.5 / Double(draws).squareRoot())
        let square = (concentration + 1) / (4 * (4 * concentration + 1))
        #expect(abs(squares / Double(draws) - square) < 4 * 0.5 / Double(draws).squareRoot())
    }
}
