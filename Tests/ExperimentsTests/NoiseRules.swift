import Foundation
import Settings
import Testing
import Training

@testable import Analysis

/// Detection of rises relative to the loss's own noise.
@Suite struct NoiseRules {
    /// A loss that falls slowly to a floor, with the same noise on each call.
    private func losses(_ count: Int = 1_500, level: Double = 3, noise: Double = 0.02) -> [Double] {
        var random = Random(seed: 7)
        return (0..<count).map { level + 1 / (1 + Double($0) / 100) + noise * random.normal() }
    }

    private func rises(_ losses: [Double]) -> [Rise] { NoiseRule().rises(in: losses) }

    @Test func areNoneOfNoise() {
        #expect(rises(losses()).isEmpty && rises(losses(300)).isEmpty)
        #expect(rises([]).isEmpty && rises([1]).isEmpty && rises(Array(repeating: 2, count: 400)).isEmpty)
    }

    /// A language model's loss has a floor, above which the detector in decades finds nothing.
    @Test func areFoundAboveAFloor() throws {
        var high = losses()
        for index in 800..<830 { high[index] += 1 }
        let rise = try #require(rises(high).first)
        #expect(rises(high).count == 1 && rise.kind == .spike && rise.rule == .noise)
        #expect(rise.start == 801 && rise.end == 831 && (801...830).contains(rise.peak))
        #expect(abs((rise.loss ?? 0) - 1) < 0.2 && (rise.sigmas ?? 0) > 20 && (rise.decades ?? 1) < 0.15)
        #expect(try SpikeDetector(reading: .null).spikes(in: high).isEmpty)
    }

    @Test(arguments: [(1, Rise.Kind.bump), (2, .doubtful), (3, .spike)])
    func areTheMoreTheLonger(_ length: Int, _ kind: Rise.Kind) {
        var high = losses()
        for index in 700..<700 + length { high[index] += 0.5 }
        #expect(rises(high).map(\.kind) == [kind])
        #expect(rises(high).map(\.end) == [701 + length])
    }

    /// A rise to a lasting level is reported once, and later rises are measured from that level.
    @Test func areAStepWhereTheLossStays() {
        var high = losses()
        for index in 600..<1_500 { high[index] += 1 }
        high[1_200] += 1
        #expect(rises(high).map(\.kind) == [.step, .bump])
        #expect(rises(high).map(\.end) == [nil, 1_202])
        #expect(rises(high).map(\.start) == [601, 1_201])
    }

    @Test func areOpenWhereTheLogEnds() {
        var high = losses()
        for index in 1_480..<1_500 { high[index] += 1 }
        #expect(rises(high).map(\.kind) == [.spike] && rises(high).map(\.end) == [nil])
    }

    /// The base is held during a rise, so that a long rise does not become its own base.
    @Test func areOneThoughTheyLast() {
        var high = losses()
        for index in 800..<920 { high[index] += 0.5 }
        #expect(rises(high).count == 1 && rises(high).first?.end == 921)
    }

    /// Rounding to two decimals in a log does not count as noise, also where its logarithm is compared.
    @Test func areNoneOfRounding() {
        let coarse = losses(noise: 0.002).map { ($0 * 100).rounded() / 100 }
        #expect(rises(coarse).isEmpty)
        let falling = (0..<1_500).map { ((2 * exp(-Double($0) / 90) + 0.07) * 100).rounded() / 100 }
        #expect(rises(falling).isEmpty)
    }

    /// A fall that slows down, as after a drop of the rate, is above its trend without any rise.
    @Test(arguments: [1e-4, 1e-3, 1e-2])
    func areNoneOfAFallThatSlowsDown(noise: Double) {
        var random = Random(seed: 13)
        let losses = (0..<4_000).map { index in
            3.3 - (index > 2_000 ? 0.4 * (1 - exp(-Double(index - 2_000) / 60)) : 0) + noise * random.normal()
        }
        #expect(rises(losses).isEmpty)
    }

    @Test func passOverWhatIsNotFinite() {
        var high = losses()
        for index in 800..<830 { high[index] += 1 }
        high.insert(contentsOf: [.nan, .infinity], at: 400)
        #expect(rises(high).map(\.start) == [803])
    }

    /// A loss over several decades is compared by its logarithm.
    @Test func areInDecadesWhereTheLossSpansThem() throws {
        var random = Random(seed: 3)
        var falling = (0..<1_500).map { pow(10, -Double($0) / 300 + 0.02 * random.normal()) }
        for index in 900..<910 { falling[index] *= 10 }
        let rise = try #require(rises(falling).first)
        #expect(rises(falling).count == 1 && rise.start == 901 && abs((rise.decades ?? 0) - 1) < 0.1)
    }

    /// The rises of a heavy-tailed noise that bumps often are those of the rule's text, computed in the plainest way.
    @Test func areThoseOfTheRuleAsItIsWritten() {
        var random = Random(seed: 21)
        let losses = (0..<3_000).map { index in
            4 - Double(index) / 2_000 + 0.03 * random.normal() / max(0.2, abs(random.normal()))
        }
        func middle(_ values: some Sequence<Double>) -> Double { Median.of(sorted: values.sorted()) }
        var (clean, noise, starts): ([Double], [Double], [Int]) = ([], [], [])
        var rise: (base: Double, sigma: Double)?
        for (index, loss) in losses.enumerated() {
            let wasHigh = rise != nil
            if let open = rise {
                guard loss < open.base + 2 * open.sigma else {
                    clean.append(open.base)
                    continue
                }
                rise = nil
            }
            let last = clean.suffix(51)
            let trend = last.count == 51 ? middle(last.suffix(26)) - middle(last.prefix(25)) : 0
            let expected = last.count < 5 ? loss : middle(last) + trend
            let centre = noise.isEmpty ? 0 : middle(noise.suffix(128))
            let sigma = noise.isEmpty ? 0 : 1.4826 * middle(noise.suffix(128).map { abs($0 - centre) })
            if index >= 200, !wasHigh, loss - expected - centre > 6 * sigma, loss > middle(last.suffix(26)) + 2 * sigma
            {
                starts.append(index + 1)
                rise = (expected + centre, sigma)
                clean.append(expected + centre)
            } else {
                if last.count >= 5 { noise.append(loss - expected) }
                clean.append(loss)
            }
        }
        #expect(rises(losses).map(\.start) == starts && starts.count > 10)
    }

    /// The running median of distances equals its definition on sliding windows.
    @Test func measureTheirNoiseAsDefined() {
        var random = Random(seed: 5)
        var window = SortedWindow(9)
        var values: [Double] = []
        for _ in 0..<200 {
            let value = (random.normal() * 4).rounded()
            values.append(value)
            window.add(value)
            let last = values.suffix(9).sorted()
            let centre = Median.of(sorted: last)
            #expect(window.median == centre)
            #expect(window.medianDistance == Median.of(sorted: last.map { abs($0 - centre) }.sorted()))
        }
    }
}
