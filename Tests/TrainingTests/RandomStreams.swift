import Foundation
import TestSupport
import Testing

@testable import Training

/// The seeded random generator.
@Suite struct RandomStreams {
    @Test func equalsThePublishedOutputsOfXoshiro() {
        var random = Random(state: (1, 2, 3, 4))
        let expected: [UInt64] = [
            11520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360, 607_988_272_756_665_600,
            16_172_922_978_634_559_625, 8_476_171_486_693_032_832, 10_595_114_339_597_558_777,
            2_904_607_092_377_533_576,
        ]
        #expect(expected.indices.map { _ in random.next() } == expected)
    }

    @Test func equalsThePublishedOutputsOfSplitMix() {
        var mixer = SplitMix64(state: 1_234_567)
        let expected: [UInt64] = [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423, 4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ]
        #expect(expected.indices.map { _ in mixer.next() } == expected)
    }

    @Test func beginsFromSplitMixedSeeds() {
        var mixer = SplitMix64(state: 42)
        var mixed = Random(state: (mixer.next(), mixer.next(), mixer.next(), mixer.next()))
        var seeded = Random(seed: 42)
        for _ in 0..<10 { #expect(seeded.next() == mixed.next()) }
    }

    @Test func differsFromSeedToSeed() {
        let seeds = [Int.min, -1, 0, 1, 2, 3, 1 << 32, Int.max]
        let firsts = seeds.map { seed in
            var random = Random(seed: seed)
            return random.next()
        }
        #expect(Set(firsts).count == seeds.count)
    }

    @Test func drawsUniformNumbersFromZeroToBelowOne() {
        var random = Random(seed: 3)
        let draws = (0..<20_000).map { _ in random.uniform() }
        #expect(draws.allSatisfy { $0 >= 0 && $0 < 1 && ($0 * 0x1p53).rounded() == $0 * 0x1p53 })
        // The mean is ½ and the variance 1/12, within four standard errors.
        let mean = draws.reduce(0, +) / 20_000
        let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
        #expect(abs(mean - 0.5) < 4 * (1 / 12.0 / 20_000).squareRoot())
        #expect(abs(variance - 1 / 12.0) < 4 * (1 / 180.0 / 20_000).squareRoot())
    }

    @Test(arguments: [0, 1])
    func drawsNormalNumbersWithTheRightMoments(seed: Int) {
        var random = Random(seed: seed)
        let count = 40_000.0
        let draws = (0..<40_000).map { _ in random.normal() }
        func moment(_ power: Double) -> Double { draws.reduce(0) { $0 + pow($1, power) } / count }
        // Moments are 0, 1, 0, 3 with variances 1, 2, 15, 96 per draw, within four standard errors.
        #expect(abs(moment(1)) < 4 * (1 / count).squareRoot())
        #expect(abs(moment(2) - 1) < 4 * (2 / count).squareRoot())
        #expect(abs(moment(3)) < 4 * (15 / count).squareRoot())
        #expect(abs(moment(4) - 3) < 4 * (96 / count).squareRoot())
        let beyond = Double(draws.count { abs($0) > 1.959964 }) / count
        #expect(abs(beyond - 0.05) < 4 * (0.05 * 0.95 / count).squareRoot())
        let products = zip(draws, draws.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } / count
        #expect(abs(products) < 4 / count.squareRoot())
    }

    @Test func takesLogarithmsWithinFourUnits() throws {
        var random = Random(seed: 11)
        var arguments = (0..<4_000).map { _ in random.uniform() }.filter { $0 > 0 }
        arguments += (0..<1_000).map { _ in pow(2, 2_000 * random.uniform() - 1_000) }
        arguments += [1, 2, 0.5, 1.4142135623730951, 1.4142135623730949, 2.3e-308, 1e308, 0x1p-104, 4.9e-32]
        arguments += [(1.0).nextUp, (1.0).nextDown, 0.999999, 1.000001, 0.7071067811865476, 0.7071067811865475]
        let worst = try #require(
            arguments.map { unitsInLastPlace(between: Random.logarithm($0), and: log($0)) }.max()
        )
        #expect(worst <= 4)
        #expect(Random.logarithm(1) == 0)
    }
}
