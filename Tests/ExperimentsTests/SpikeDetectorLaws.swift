import Foundation
import Testing
import Training

@testable import Analysis
@testable import Experiments

/// The detector against a slow second implementation of its rule, on random walks.
@Suite struct SpikeDetectorLaws {
    private func walk(_ random: inout Random, _ steps: Int) -> [Double] {
        var height = 0.0
        return (0..<steps).map { _ in
            // Steps of a quarter decade make ties and exact thresholds frequent, and some steps are spikes.
            height += (2 * random.normal()).rounded() / 4 - height / 50
            return pow(10, height + (random.uniform() < 0.02 ? 2 : 0))
        }
    }

    private func detector(_ random: inout Random) -> SpikeDetector {
        var detector = SpikeDetector()
        detector.window = 1 + Int(8 * random.uniform())
        detector.lookback = 1 + Int(60 * random.uniform())
        detector.rise = 0.3 + 2 * random.uniform()
        detector.smoothing = random.uniform() < 0.5 ? 1 : 3
        detector.noiseFactor = random.uniform() < 0.5 ? 0 : 0.5
        return detector
    }

    @Test(arguments: 0..<25)
    func equalsItsRuleReadLiterally(seed: Int) {
        var random = Random(seed: seed)
        let detector = detector(&random)
        let losses = walk(&random, 300)
        #expect(detector.spikes(in: losses) == LiteralRule(detector, losses).spikes())
    }

    @Test(arguments: 0..<10)
    func keepsStepsInOrder(seed: Int) {
        var random = Random(seed: 100 + seed)
        let detector = detector(&random)
        let losses = walk(&random, 800)
        let found = detector.spikes(in: losses)
        #expect(!found.isEmpty)
        var previous = 0
        for spike in found {
            #expect(previous <= spike.riseStart && spike.riseStart <= spike.onset && spike.onset <= spike.peak)
            #expect(spike.peak < spike.end ?? .max && spike.height.isFinite)
            previous = spike.end ?? .max
        }
        #expect(found.dropLast().allSatisfy { $0.end != nil })
    }

    @Test(arguments: 0..<5)
    func neverChangesItsMindAboutThePast(seed: Int) {
        // A spike that has ended does not depend on later losses.
        var random = Random(seed: 200 + seed)
        let detector = detector(&random)
        let losses = walk(&random, 500)
        let all = detector.spikes(in: losses)
        for cut in stride(from: 50, to: 500, by: 50) {
            let closed = all.filter { ($0.end ?? .max) <= cut }
            let found = detector.spikes(in: Array(losses.prefix(cut)))
            #expect(Array(found.prefix(closed.count)) == closed)
        }
    }
}

/// The rule of `SpikeDetector` in its simplest form, which searches everything again at each step.
private struct LiteralRule {
    private let detector: SpikeDetector
    private let raw: [Double]
    private let envelope: [Double]

    init(_ detector: SpikeDetector, _ losses: [Double]) {
        self.detector = detector
        let logs = losses.map { log10(max($0, detector.floor)) }
        let raw = logs.indices.map { index in
            let recent = logs[max(0, index - detector.smoothing + 1)...index]
            return recent.reduce(0, +) / Double(recent.count)
        }
        self.raw = raw
        envelope = raw.indices.map { raw[max(0, $0 - detector.window + 1)...$0].max() ?? 0 }
    }

    func spikes() -> [Spike] {
        var found: [Spike] = []
        var earliest = 5
        var step = 5
        while step < envelope.count {
            let candidates = max(earliest, step - detector.lookback)...step
            let lowest = candidates.map { envelope[$0] }.min() ?? 0
            let trough = candidates.last { envelope[$0] == lowest } ?? step
            guard envelope[step] > lowest + max(detector.rise, noise(before: trough)) else {
                step += 1
                continue
            }
            let spike = spike(onset: step, trough: trough)
            found.append(spike)
            guard let end = spike.end else { break }
            earliest = end - 1
            step = end
        }
        return found
    }

    private func spike(onset: Int, trough: Int) -> Spike {
        let base = envelope[trough]
        var peak = onset
        var end = onset
        while end < envelope.count {
            if envelope[end] > envelope[peak] { peak = end }
            if envelope[peak] - envelope[end] >= min(1, 0.5 * (envelope[peak] - base)) { break }
            end += 1
        }
        let start = (trough...onset).last { raw[$0] <= base + 0.05 } ?? trough
        let top = raw[max(0, peak - detector.window + 1)...peak].max() ?? 0
        return Spike(
            riseStart: start + 1,
            onset: onset + 1,
            peak: peak + 1,
            end: end < envelope.count ? end + 1 : nil,
            height: top - base,
            trough: base
        )
    }

    private func noise(before trough: Int) -> Double {
        if detector.noiseFactor == 0 { return 0 }
        let recent = Array(raw[max(0, trough - 99)...trough])
        let spreads = [1, 2, 3, 5, 7].filter { recent.count > $0 + 1 }.map { lag -> Double in
            let differences = zip(recent.dropFirst(lag), recent).map { $0 - $1 }
            let centre = middle(differences)
            let deviations = differences.map { abs($0 - centre) }
            return 1.4826 * middle(deviations) / 2.0.squareRoot()
        }
        return detector.noiseFactor * (spreads.min() ?? 0)
    }

    private func middle(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
}
