#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Ticks of a linear axis by the extended Wilkinson algorithm (Talbot, Lin and Hanrahan, 2010).
///
/// Among all sequences of round numbers it takes the one with the best weighted score. The score adds simplicity,
/// coverage of the data, closeness to the wanted count, legibility, and the share of required values that lie on a
/// tick.
struct LinearTicks {
    private struct Sequence {
        var score = -2.0
        var first = 0
        var stride = 0
        var count = 0
        var unit = DecimalNumber(0, exponent: 0)
    }

    /// Round step sizes in order of preference, as digits, a power of ten and the value.
    private static let steps: [(digits: Int, exponent: Int, value: Double)] = [
        (1, 0, 1), (5, 0, 5), (2, 0, 2), (25, -1, 2.5), (4, 0, 4), (3, 0, 3),
    ]
    private static let weights = (simplicity: 0.25, coverage: 0.2, density: 0.5, legibility: 0.05, hits: 0.3)

    private let low: Double
    private let high: Double
    private let wanted: Double
    private let isInside: Bool
    private let required: [Double]
    private var best = Sequence()

    /// The best ticks for a range; with `inside` none lies outside the range.
    ///
    /// For any finite range with low < high there are at least two.
    static func choose(
        low: Double,
        high: Double,
        count: Int,
        inside: Bool,
        required: [Double] = []
    ) -> [DecimalNumber] {
        let size = max(abs(low), abs(high))
        let span = high / 2 - low / 2
        // For a smaller span there are no round `Double`s between the limits.
        guard span > size * 1e-13 else { return [DecimalNumber(shortest: low), DecimalNumber(shortest: high)] }
        // The search works on numbers of ordinary size. The power of ten is put back at the end.
        let power = abs(log10(size)) > 100 ? Int(log10(size).rounded(.down)) : 0
        let scale = pow(10, Double(-power / 2))
        let rest = pow(10, Double(-(power - power / 2)))
        var search = LinearTicks(
            low: low * scale * rest,
            high: high * scale * rest,
            wanted: Double(max(count, 2)),
            isInside: inside,
            required: required.map { $0 * scale * rest }
        )
        // An axis with fixed limits shows multiples of its step: 0.5, 1.0 and not 0.4, 0.7, 1.0.
        search.run(skips: inside ? 1...1 : 1...12)
        if search.best.count < 2 { search.run(skips: 1...12) }
        guard search.best.count > 1 else { return [DecimalNumber(shortest: low), DecimalNumber(shortest: high)] }
        let found = search.best
        return (0..<found.count).map { index in
            DecimalNumber(
                (found.first + index * found.stride) * found.unit.digits,
                exponent: found.unit.exponent + power
            )
        }
    }

    private init(low: Double, high: Double, wanted: Double, isInside: Bool, required: [Double]) {
        self.low = low
        self.high = high
        self.wanted = wanted
        self.isInside = isInside
        self.required = required
    }

    private static func score(
        _ simplicity: Double,
        _ coverage: Double,
        _ density: Double,
        hits: Double = 1
    ) -> Double {
        weights.simplicity * simplicity + weights.coverage * coverage + weights.density * density
            + weights.legibility + weights.hits * hits
    }

    /// The share of the required values that lie on a tick.
    private func hits(_ first: Double, _ last: Double, count: Int) -> Double {
        guard !required.isEmpty else { return 1 }
        let step = (last - first) / Double(count - 1)
        let hit = required.filter { value in
            let place = (value - first) / step
            return abs(place - place.rounded()) < 1e-6 && place > -0.5 && place < Double(count) - 0.5
        }
        return Double(hit.count) / Double(required.count)
    }

    private mutating func run(skips: ClosedRange<Int>) {
        for skip in skips {
            for (rank, step) in LinearTicks.steps.enumerated() {
                let simplicity = LinearTicks.simplicity(rank: rank, skip: skip, hasZero: true)
                guard LinearTicks.score(simplicity, 1, 1) >= best.score else { return }
                tryCounts(rank: rank, step: step, skip: skip, simplicity: simplicity)
            }
        }
    }

    private mutating func tryCounts(
        rank: Int,
        step: (digits: Int, exponent: Int, value: Double),
        skip: Int,
        simplicity: Double
    ) {
        for count in 2...24 {
            let density = Double(count) >= wanted ? 2 - (Double(count) - 1) / (wanted - 1) : 1
            guard LinearTicks.score(simplicity, 1, density) >= best.score else { return }
            let delta = (high - low) / Double(count + 1) / Double(skip) / step.value
            var power = Int(log10(delta).rounded(.up)) - (isInside ? 1 : 0)
            while true {
                let width = step.value * Double(skip) * pow(10, Double(power))
                let coverage = greatestCoverage(span: width * Double(count - 1))
                guard LinearTicks.score(simplicity, coverage, density) >= best.score else { break }
                let unit = DecimalNumber(step.digits, exponent: step.exponent + power)
                tryStarts(rank: rank, skip: skip, count: count, unit: unit, width: width)
                power += 1
            }
        }
    }

    private mutating func tryStarts(rank: Int, skip: Int, count: Int, unit: DecimalNumber, width: Double) {
        let (top, bottom) = ((high / width).rounded(.down), (low / width).rounded(.up))
        guard abs(top) < 1e15, abs(bottom) < 1e15 else { return }
        let first = Int(top) * skip - (count - 1) * skip
        let last = Int(bottom) * skip
        guard first <= last else { return }
        for start in first...last {
            let low = Double(start) * width / Double(skip)
            let high = low + width * Double(count - 1)
            let slack = 1e-9 * (self.high - self.low)
            if isInside, low < self.low - slack || high > self.high + slack { continue }
            let hasZero = start % skip == 0 && low <= 0 && high >= 0
            let score = LinearTicks.score(
                LinearTicks.simplicity(rank: rank, skip: skip, hasZero: hasZero),
                coverage(low, high),
                density(count, low, high),
                hits: hits(low, high, count: count)
            )
            if score > best.score {
                best = Sequence(score: score, first: start, stride: skip, count: count, unit: unit)
            }
        }
    }

    private static func simplicity(rank: Int, skip: Int, hasZero: Bool) -> Double {
        1 - Double(rank) / Double(steps.count - 1) - Double(skip) + (hasZero ? 1 : 0)
    }

    /// How far the outer ticks may lie from the range's ends before it costs score, as a share of the range.
    ///
    /// The published value is a tenth. Ticks that must lie inside need more freedom.
    private var tolerance: Double { isInside ? 0.3 : 0.1 }

    private func coverage(_ first: Double, _ last: Double) -> Double {
        let unit = tolerance * (high - low)
        let (above, below) = ((high - last) / unit, (low - first) / unit)
        return 1 - 0.5 * (above * above + below * below)
    }

    private func greatestCoverage(span: Double) -> Double {
        let range = high - low
        guard span > range else { return 1 }
        let half = (span - range) / 2 / (tolerance * range)
        return 1 - half * half
    }

    private func density(_ count: Int, _ first: Double, _ last: Double) -> Double {
        let here = Double(count - 1) / (last - first)
        let ideal = (wanted - 1) / (max(last, high) - min(first, low))
        return 2 - max(here / ideal, ideal / here)
    }
}
