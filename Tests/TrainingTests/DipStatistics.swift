import Settings
import TestSupport
import Testing
import Traces

@testable import Training

/// Hartigan's dip, compared with the PyPI package `diptest` 0.12.0 without its zero for perfectly unimodal samples.
@Suite struct DipStatistics {
    /// Uniform numbers that other programs can reproduce.
    private static func uniform(_ count: Int, _ seed: Int) -> [Double] {
        var state = seed
        return (0..<count).map { _ in
            state = (1_103_515_245 * state + 12_345) % (1 << 31)
            return Double(state) / 0x1p31
        }
    }

    private static let mixture = uniform(301, 11).enumerated().map { $0 % 2 == 1 ? $1 : $1 + 0.8 }
    private static let cubes = uniform(500, 3).map { ($0 - 0.5) * ($0 - 0.5) * ($0 - 0.5) }

    @Test(
        arguments: [
            ([0, 0, 0, 0, 1, 1, 1, 1], 0.25),
            ((0..<10).map { Double($0) }, 0.05),
            ([1, 2, 3, 10], 0.125),
            ([0, 1, 2, 3, 20, 21, 22, 23], 0.2125),
            ([1, 1, 2, 2, 2, 3, 7, 7, 8, 8, 8, 9], 0.16666666666666666),
            ([0, 0.1, 0.2, 5, 5.1, 5.2, 9, 9.1, 9.2], 0.16),
            ((0..<12).map { 1 / Double(1 << $0) }, 0.041666666666666664),
            ((0..<20).map { Double($0 * $0) / 16 }, 0.025),
            (uniform(200, 7), 0.019577400778551725),
            (mixture, 0.02347083566184061),
            (cubes, 0.008555280461425091),
        ] as [([Double], Double)]
    )
    func equalTheKnownOnes(sample: [Double], dip: Double) {
        let found = Dip.statistic(ofSorted: sample.sorted())
        #expect(abs(found - dip) < 1e-14, "\(found)")
        // Shift, scale and reflection do not change the dip.
        let moved = sample.map { 3 - 2 * $0 }.sorted()
        #expect(abs(Dip.statistic(ofSorted: moved) - dip) < 1e-12)
    }

    @Test func ofConstantsAndOfTooFew() {
        #expect(Dip.statistic(ofSorted: [2, 2, 2, 2, 2]) == 0.1)
        #expect(Dip.statistic(ofSorted: [1, 2, 3]).isNaN && Dip.statistic(ofSorted: []).isNaN)
    }

    @Test func ofTwoClustersNearAQuarter() {
        let clusters = (0..<200).map { Double($0 % 2) * 100 + Double($0) / 1_000 }
        #expect(abs(Dip.statistic(ofSorted: clusters.sorted()) - 0.25) < 0.01)
    }

    @Test func standInTheTrace() throws {
        var loop = try TinyNet.loop(["adam": ["lr": 0.05]], steps: 9, probes: [RatioProbe()])
        loop.recordsState = true
        let trace = try #require(try loop.run())
        for number in 1...9 {
            let ratios = trace.states.filter { $0.step == number && $0.v > 0 }.map { $0.m / $0.v.squareRoot() }
            #expect(trace[.dip][number - 1] == Dip.statistic(ofSorted: ratios.sorted()))
        }
        // After one step m/√v is a constant times the gradient's sign.
        #expect(trace[.dip][0] > 0.1)
        // With a sample of half the coordinates, every second one is used.
        loop.probes = [try RatioProbe(reading: ["sample": 16, "every": 2])]
        let thin = try #require(try loop.run())
        let some = trace.states.filter { $0.step == 5 && $0.coordinate % 2 == 0 }.map { $0.m / $0.v.squareRoot() }
        #expect(thin[.dip][4] == Dip.statistic(ofSorted: some.sorted()) && thin[.dip][3].isNaN)
    }
}
