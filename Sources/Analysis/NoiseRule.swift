#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Finds rises of a loss in units of its own noise.
///
/// A threshold in decades misses rises of a loss that has a floor, such as that of a language model: doubling it is
/// only a third of a decade.
///
/// x is the loss, or its log10 if it spans a decade. Each entry is compared with m, the median of the last 51 clean
/// entries, extrapolated by the difference between the medians of the newest 26 and the oldest 25 of them. Residuals
/// r = x − m have the centre c, their median, and the scale σ = 1.4826·MAD, both over the last 128 outside of rises. σ
/// is at least the distance between neighbouring values that the log can represent.
///
/// A rise begins with r − c > 6σ, if x is also more than 2σ above the median of the newest 26: a fall that slows down
/// is above its trend as well. Its base m + c and its σ are held from then on, and during the rise the base is
/// entered as the clean entry, so that a long rise does not become its own reference. It ends below base + 2σ. If it
/// has not ended after 128 entries, it is a step of the level.
public struct NoiseRule: Sendable {
    private static let clean = 51
    /// The clean entries of the older half; the one in the middle belongs to the newer.
    private static let older = 25
    private static let residuals = 128
    private static let fewestResiduals = 20
    private static let patience = 128
    private static let onset = 6.0
    private static let ending = 2.0

    /// Creates the rule, which has no settings.
    public init() {}

    /// The rises of a series of losses in order, by entry numbers from 1; values that are not finite are skipped.
    ///
    /// The first 200 entries (100 in a series of fewer than a thousand) are ignored, since the loss still falls fast.
    public func rises(in losses: [Double]) -> [Rise] {
        let places = losses.indices.filter { losses[$0].isFinite }
        var search = Search(places.map { losses[$0] })
        return search.rises().map { $0.counted { places[$0 - 1] + 1 } }
    }

    /// A rise that has not ended.
    private struct Open {
        let start: Int
        let base: Double
        let sigma: Double
        var peak: Int
        /// The number of entries above the threshold of the onset.
        var above = 1
    }

    private struct Search {
        let losses: [Double]
        /// The compared values: losses or their logarithms.
        let values: [Double]
        let isLogarithmic: Bool
        /// The smallest distance between two losses.
        let quantum: Double
        let first: Int
        private var level = Level()
        private var noise = SortedWindow(NoiseRule.residuals)

        init(_ losses: [Double]) {
            self.losses = losses
            let sorted = losses.sorted()
            let (low, high) = (sorted.count / 20, sorted.count - 1 - sorted.count / 20)
            isLogarithmic = (sorted.first ?? 0) > 0 && sorted[high] >= 10 * sorted[low]
            values = isLogarithmic ? losses.map { log10($0) } : losses
            quantum = sorted.leastGap
            first = losses.count < 1_000 ? 100 : 200
        }

        mutating func rises() -> [Rise] {
            var found: [Rise] = []
            var open: Open?
            for (index, value) in values.enumerated() {
                guard var rise = open else {
                    open = begin(at: index, value)
                    level.add(open?.base ?? value)
                    continue
                }
                if value > rise.base + NoiseRule.onset * rise.sigma { rise.above += 1 }
                if value > values[rise.peak] { rise.peak = index }
                open = rise
                if value < rise.base + NoiseRule.ending * rise.sigma {
                    found.append(self.rise(rise, end: index))
                    open = nil
                    addClean(value)
                } else if index - rise.start >= NoiseRule.patience {
                    found.append(self.rise(rise, end: nil, stays: true))
                    open = nil
                    level = Level(values[max(0, index - NoiseRule.clean + 1)...index])
                } else {
                    level.add(rise.base)
                }
            }
            return found + (open.map { [rise($0, end: nil)] } ?? [])
        }

        /// The rise that begins with an entry; nil when the entry is noise, and is then added to the noise.
        private mutating func begin(at index: Int, _ value: Double) -> Open? {
            guard let expected = level.expected else { return nil }
            let residual = value - expected
            if index >= first, noise.count >= NoiseRule.fewestResiduals {
                let centre = noise.median
                let sigma = max(1.4826 * noise.medianDistance, step(at: expected + centre), 1e-12)
                if residual - centre > NoiseRule.onset * sigma, value > level.recent + NoiseRule.ending * sigma {
                    return Open(start: index, base: expected + centre, sigma: sigma, peak: index)
                }
            }
            noise.add(residual)
            return nil
        }

        /// The step to the next value that the log can represent.
        private func step(at value: Double) -> Double { isLogarithmic ? log10(1 + quantum / pow(10, value)) : quantum }

        /// Adds the entry that ends a rise, which is outside of it.
        private mutating func addClean(_ value: Double) {
            if let expected = level.expected { noise.add(value - expected) }
            level.add(value)
        }

        private func rise(_ open: Open, end: Int?, stays: Bool = false) -> Rise {
            let base = isLogarithmic ? pow(10, open.base) : open.base
            let top = losses[open.peak]
            let kind: Rise.Kind = stays ? .step : open.above > 2 ? .spike : open.above == 2 ? .doubtful : .bump
            return Rise(
                rule: .noise,
                kind: kind,
                start: open.start + 1,
                peak: open.peak + 1,
                end: end.map { $0 + 1 },
                decades: base > 0 && top > 0 ? log10(top / base) : nil,
                loss: top - base,
                sigmas: (values[open.peak] - open.base) / open.sigma
            )
        }
    }

    /// The last clean entries, and the value they predict for the next one.
    private struct Level {
        private var all = SortedWindow(NoiseRule.clean)
        private var newer = SortedWindow(NoiseRule.clean - NoiseRule.older)
        private var older = SortedWindow(NoiseRule.older)
        /// Entries that will be added to the older half.
        private var waiting: [Double] = []

        init() {}

        init(_ values: some Sequence<Double>) { for value in values { add(value) } }

        mutating func add(_ value: Double) {
            all.add(value)
            newer.add(value)
            waiting.append(value)
            if waiting.count > NoiseRule.clean - NoiseRule.older { older.add(waiting.removeFirst()) }
        }

        /// The median of the newer half.
        var recent: Double { newer.median }

        /// The median extrapolated by the trend; nil before there are five entries.
        var expected: Double? {
            guard all.count >= 5 else { return nil }
            return all.isFull ? all.median + newer.median - older.median : all.median
        }
    }
}
