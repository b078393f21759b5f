import Foundation
import Settings
import TestSupport
import Testing
import Training

@testable import Analysis
@testable import Experiments

/// Spikes in series of losses.
@Suite struct SpikeDetections {
    private func detector(_ settings: Value = [:]) throws -> SpikeDetector { try SpikeDetector(reading: settings) }

    private struct Reference: Decodable {
        var start: Int
        var onset: Int
        var peak: Int
        var end: Int?
        var height: Double
        var base: Double
        var kind: String
    }

    private struct References: Decodable {
        var sin: [Reference]
        var deep: [Reference]
        var fnn50r: [Reference]
        var synth: [Reference]
        /// The spikes in the synthetic series: start, peak and height.
        var truth: [[Double]]

        enum CodingKeys: String, CodingKey {
            case sin, deep, fnn50r
            case synth = "synth_noise0.1 (z=5)"
            case truth = "synth_truth"
        }

        static func read() throws -> References {
            try JSONDecoder().decode(Self.self, from: ReferenceFolder(.module).data("detector_reference.json"))
        }
    }

    private func losses(_ series: String) throws -> [Double] {
        try ReferenceFolder(.module).rows("series_" + series).flatMap { $0 }
    }

    @Test func equalAnIndependentImplementation() throws {
        let references = try References.read()
        try expect(detector().spikes(in: losses("sin_0")), references.sin)
        try expect(detector().spikes(in: losses("deep_0")), references.deep)
        try expect(detector().spikes(in: losses("fnn50r_0")), references.fnn50r)
        try expect(detector(["z": 5]).spikes(in: losses("synth_noise0.1")), references.synth)
    }

    @Test func areWhereTheyWerePutIntoNoise() throws {
        let truth = try References.read().truth
        let found = try detector(["z": 5]).spikes(in: losses("synth_noise0.1"))
        try #require(found.count == truth.count)
        for (spike, truth) in zip(found, truth) {
            #expect(abs(Double(spike.riseStart - 1) - truth[0]) <= 4 && abs(Double(spike.peak - 1) - truth[1]) <= 12)
            #expect(abs(spike.height - truth[2]) < 0.3)
        }
    }

    private func expect(_ found: [Spike], _ expected: [Reference]) throws {
        try #require(found.count == expected.count)
        for (spike, reference) in zip(found, expected) {
            // The reference counts steps from 0.
            #expect(spike.riseStart == reference.start + 1 && spike.onset == reference.onset + 1)
            #expect(spike.peak == reference.peak + 1 && spike.end == reference.end.map { $0 + 1 })
            #expect(abs(spike.height - reference.height) < 1e-13 && abs(spike.trough - reference.base) < 1e-13)
        }
    }

    @Test(arguments: [
        (1.0, 0.95, 300, 198, 207, 3.95), (0.02, 0.98, 300, 235, 253, 7.81), (1, 0.99, 1_000, 793, 847, 31.61),
    ])
    func areWhereTheyWereSeenOnAParabola(
        start: Double,
        beta2: Double,
        steps: Int,
        rise: Int,
        peak: Int,
        height: Double
    ) throws {
        let run = try Runs.result([
            "model": ["quadratic": ["start": .number(start)]],
            "optimizer": ["adam": ["lr": 0.15, "beta2": .number(beta2)]],
            "steps": .number(Double(steps)), "detector": ["window": 12, "rise": 1, "lookback": 2_000, "floor": 1e-300],
        ])
        try #require(run.spikes.count == 1)
        #expect(run.spikes[0].spike.riseStart == rise && run.spikes[0].spike.peak == peak)
        #expect(abs(run.spikes[0].spike.height - height) < 0.05)
    }

    @Test(arguments: [[], [1], [1, 10, 1], [Double](repeating: 3, count: 500), [Double](repeating: 0, count: 500)])
    func areNotFoundWhereNothingRises(losses: [Double]) throws {
        #expect(try detector().spikes(in: losses).isEmpty)
        #expect(try detector(["z": 5, "smooth": 5]).spikes(in: losses).isEmpty)
    }

    @Test func areNotFoundInASteadyFall() throws {
        let losses = (0..<2_000).map { pow(10, -Double($0) / 100) }
        #expect(try detector().spikes(in: losses).isEmpty)
    }

    @Test(arguments: 0..<6)
    func areNotFoundInPureNoise(seed: Int) throws {
        var random = Random(seed: seed)
        let losses = (0..<2_000).map { pow(10, 0.1 * random.normal() - Double($0) / 2_000) }
        #expect(try detector(["z": 5]).spikes(in: losses).isEmpty)
    }

    @Test func takeAStepUpForOneOpenEvent() throws {
        let losses = (1...300).map { $0 <= 150 ? 1e-3 : 1.0 }
        let found = try detector().spikes(in: losses)
        #expect(found == [Spike(riseStart: 150, onset: 151, peak: 151, end: nil, height: 3, trough: -3)])
    }

    @Test func measureATriangle() throws {
        // Flat at 1e-4, then up by a tenth of a decade per step from 101 to 120, and down again.
        let logs = (1...200).map { step in -4 + 0.1 * Double(max(0, 20 - abs(step - 120))) }
        let spike = try #require(try detector(["window": 1]).spikes(in: logs.map { pow(10, $0) }).first)
        #expect(spike.riseStart == 100 && spike.peak == 120 && spike.end == 130)
        // The sixth step is 0.6 above the trough. The fifth is 0.5 above, which equals the threshold up to rounding.
        #expect((105...106).contains(spike.onset))
        #expect(abs(spike.height - 2) < 1e-12 && abs(spike.trough + 4) < 1e-12)
    }

    @Test func endAtHalfTheirHeightOrADecade() throws {
        func end(_ height: Double) throws -> Int? {
            let logs = (1...300).map { step in height - 0.02 * abs(Double(step) - 150) }.map { max(0, $0) }
            return try detector(["window": 1]).spikes(in: logs.map { pow(10, $0) }).first?.end
        }
        // Half of a height of 0.8 is reached 20 steps of 0.02 after the peak. For a height of 2.9 a whole decade
        // counts.
        #expect([170, 171].contains(try end(0.8)))
        #expect([200, 201].contains(try end(2.9)))
    }

    @Test func hideTheDipsOfAnOscillation() throws {
        // The loss nearly vanishes every ninth step. A trailing maximum over that period hides it.
        let losses = (1...400).map { $0 % 9 == 0 ? 1e-9 : 1e-2 }
        #expect(try detector(["window": 12]).spikes(in: losses).isEmpty)
        #expect(try !detector(["window": 1]).spikes(in: losses).isEmpty)
    }

    @Test func ignoreWhatLiesBelowTheFloor() throws {
        let losses = (1...400).map { $0 < 200 ? 1e-30 : 1e-18 }
        #expect(try detector().spikes(in: losses).isEmpty)
        #expect(try detector(["floor": 1e-300]).spikes(in: losses).count == 1)
        #expect(try detector().spikes(in: [Double](repeating: 0, count: 100) + [1, 1, 0, 0, 0, 0, 0, 0]).count == 1)
    }

    @Test(arguments: [Double.nan, .infinity])
    func passOverLossesThatAreNotFinite(end: Double) throws {
        let calm = [Double](repeating: 1, count: 100)
        #expect(try detector().spikes(in: calm + [end] + [50, 50, 50]).map(\.peak) == [102])
        #expect(try detector().spikes(in: calm + [30, 300, end]).map(\.end) == [nil])
        #expect(try detector().spikes(in: [end] + calm).isEmpty)
    }

    @Test func lookBackOnlySoFar() throws {
        // A slow rise of two decades over 2000 steps is a spike for a lookback of 2000 steps, but not of 200.
        let losses = (0..<2_000).map { pow(10, Double($0) / 1_000) }
        #expect(try detector().spikes(in: losses).isEmpty)
        #expect(try detector(["lookback": 2_000]).spikes(in: losses).count == 1)
    }

    @Test func areFoundOneAfterAnother() throws {
        var losses = [Double](repeating: 1e-3, count: 1_000)
        for peak in [100, 300, 301, 600, 985] { losses[peak] = 1 }
        let found = try detector().spikes(in: losses)
        #expect(found.map(\.onset) == [101, 301, 601, 986])
        #expect(found.map(\.riseStart) == [100, 300, 600, 985])
        // The trailing maximum over five steps keeps a peak for four more steps.
        #expect(found.map(\.end) == [106, 307, 606, 991])
        #expect(found.allSatisfy { abs($0.height - 3) < 1e-12 })
    }

    @Test func averageNoiseWhenSmoothed() throws {
        let losses = (1...300).map { $0 % 2 == 0 ? 10.0 : 1 }
        #expect(try detector(["window": 1, "smooth": 1]).spikes(in: losses).count > 10)
        #expect(try detector(["window": 1, "smooth": 2]).spikes(in: losses).isEmpty)
    }

    @Test func doNotDependOnTheUnitOfLoss() throws {
        let losses = try losses("sin_0")
        let one = try detector().spikes(in: losses)
        let other = try detector().spikes(in: losses.map { 0x1p10 * $0 })
        #expect(one.map(\.onset) == other.map(\.onset) && one.map(\.end) == other.map(\.end))
    }
}
