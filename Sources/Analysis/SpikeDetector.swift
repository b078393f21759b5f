public import Settings
public import Traces
import Training

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// One rise of the loss and its fall; steps count from 1.
public struct Spike: Sendable, Hashable, Codable {
    /// The last step at which the loss was still at the trough.
    public var riseStart: Int
    /// The first step at which the rise counted as a spike.
    public var onset: Int
    /// The step with the highest loss.
    public var peak: Int
    /// The step at which it ended; nil when the series ends before.
    public var end: Int?
    /// log10 of the loss at the peak minus the trough.
    public var height: Double
    /// log10 of the loss at the trough.
    public var trough: Double

    /// Assembles a spike.
    public init(riseStart: Int, onset: Int, peak: Int, end: Int?, height: Double, trough: Double) {
        self.riseStart = riseStart
        self.onset = onset
        self.peak = peak
        self.end = end
        self.height = height
        self.trough = trough
    }
}

extension Spike {
    /// Converts entry numbers into steps.
    func inSteps(of trace: Trace) -> Spike { counted { trace.steps[$0 - 1] } }

    /// Replaces the entry numbers by `number` of them.
    fileprivate func counted(_ number: (Int) -> Int) -> Spike {
        var copy = self
        copy.riseStart = number(riseStart)
        copy.onset = number(onset)
        copy.peak = number(peak)
        copy.end = end.map(number)
        return copy
    }
}

/// Finds spikes in a series of losses: a zigzag on the trailing maximum of log10 loss.
///
/// x = log10 max(loss, floor), smoothed by a trailing mean; e = maximum of x over the last `window` steps, which hides the
/// dips where an oscillating parameter passes through zero. The trough is the lowest e of the last `lookback` steps since
/// the previous spike. A spike begins when e stands more than max(rise, z·noise) above it and is over once e has fallen from
/// its peak by min(1, half the height).
public struct SpikeDetector: Configurable, Hashable {
    public static let name = "detector"
    public static let summary = "The rule that decides what counts as a spike of the loss."
    public static let settings: [Setting<SpikeDetector>] = [
        Setting(
            "series",
            \.series,
            "Which loss it looks at: the steps' own, "
                + "or in mini-batch training that over all samples."
        ),
        Setting("window", \.window, in: 1...10_000, "Steps of the trailing maximum; 12 where the loss oscillates."),
        Setting("rise", \.rise, in: .positive, "Decades of log10 loss above the trough from which a rise is a spike."),
        Setting("lookback", \.lookback, in: 1...10_000_000, "Steps back in which the trough is looked for."),
        Setting("floor", \.floor, in: .positive, "A loss below this counts as this."),
        Setting(
            "z",
            \.noiseFactor,
            in: .nonnegative,
            "Multiples of the noise that a rise must exceed as well; 5 for mini-batches."
        ),
        Setting("smooth", \.smoothing, in: 1...1_000, "Steps of the trailing mean of log10 loss; 1 for none."),
    ]

    /// The loss that it examines.
    public var series = Losses.loss
    /// The length of the trailing maximum, in steps.
    public var window = 5
    /// The minimal height above the trough, in decades.
    public var rise = 0.5
    /// How far the trough may lie back, in steps.
    public var lookback = 200
    /// A lower limit of the loss.
    public var floor = 1e-16
    /// The minimal height in multiples of the noise.
    public var noiseFactor = 0.0
    /// The length of the trailing mean, in steps.
    public var smoothing = 1

    public init() {}

    /// The number of first steps of a run that are not part of any trough.
    private static let burnIn = 5

    /// The spikes of a run in order.
    public func spikes(in trace: Trace) -> [Spike] {
        spikes(in: losses(of: trace)).map { $0.inSteps(of: trace) }
    }

    /// Whether it examines the loss over all samples.
    public var looksAtAllSamples: Bool { series == .fullLoss }

    /// The series that it examines: in full-batch training, the steps' own loss is the loss over all samples.
    public func losses(of trace: Trace) -> [Double] {
        let full = trace[.fullLoss]
        return looksAtAllSamples && full.contains { !$0.isNaN } ? full : trace[.loss]
    }

    /// The spikes of `losses` in order, told by places in it, from 1; values that are not finite are passed over.
    ///
    /// A run of the core ends at the first of them; one that was made elsewhere may go on behind skipped steps.
    public func spikes(in losses: [Double]) -> [Spike] {
        let places = losses.indices.filter { losses[$0].isFinite }
        return spikes(inFinite: places.map { losses[$0] }).map { $0.counted { places[$0 - 1] + 1 } }
    }

    private func spikes(inFinite losses: [Double]) -> [Spike] {
        let series = Series(losses, self)
        var spikes: [Spike] = []
        var trough = TroughFinder(series.envelope, lookback: lookback, from: Self.burnIn)
        var index = Self.burnIn
        // Most steps of a long slope share their trough, and with it its costly margin.
        var margin: (base: Int, value: Double)?
        while index < series.envelope.count {
            let base = trough.lowest(upTo: index)
            let isRise = series.envelope[index] > series.envelope[base] + rise
            if isRise, margin?.base != base { margin = (base, series.margin(before: base)) }
            guard isRise, let margin, series.envelope[index] > series.envelope[base] + margin.value else {
                index += 1
                continue
            }
            let spike = series.spike(onset: index, trough: base)
            spikes.append(spike)
            guard let end = spike.end else { break }
            // Steps of a spike count from 1, indices from 0.
            trough = TroughFinder(series.envelope, lookback: lookback, from: end - 1)
            index = end
        }
        return spikes
    }

    /// log10 loss as used by the detector.
    private struct Series {
        let raw: [Double]
        let envelope: [Double]
        let detector: SpikeDetector

        init(_ losses: [Double], _ detector: SpikeDetector) {
            self.detector = detector
            let logs = losses.map { log10(max($0, detector.floor)) }
            raw = logs.indices.map { index in
                let recent = logs[max(0, index - detector.smoothing + 1)...index]
                return recent.reduce(0, +) / Double(recent.count)
            }
            envelope = TrailingMaximum.of(raw, window: detector.window)
        }

        func spike(onset: Int, trough: Int) -> Spike {
            let base = envelope[trough]
            var peak = onset
            var end: Int?
            for index in onset..<envelope.count {
                if envelope[index] > envelope[peak] { peak = index }
                if envelope[peak] - envelope[index] >= min(1, 0.5 * (envelope[peak] - base)) {
                    end = index
                    break
                }
            }
            var start = onset
            while start > trough, raw[start] > base + 0.05 { start -= 1 }
            let top = raw[max(0, peak - detector.window + 1)...peak].max() ?? raw[peak]
            return Spike(
                riseStart: start + 1,
                onset: onset + 1,
                peak: peak + 1,
                end: end.map { $0 + 1 },
                height: top - base,
                trough: base
            )
        }

        /// z times the noise of the 100 steps before the trough: the smallest, over several lags, of the robust standard
        /// deviation of lagged differences.
        func margin(before trough: Int) -> Double {
            guard detector.noiseFactor > 0 else { return 0 }
            let recent = Array(raw[max(0, trough - 99)...trough])
            let noise = [1, 2, 3, 5, 7].compactMap { lag -> Double? in
                guard recent.count > lag + 1 else { return nil }
                let differences = (lag..<recent.count).map { recent[$0] - recent[$0 - lag] }
                let centre = Median.of(sorted: differences.sorted())
                return 1.4826 * Median.of(sorted: differences.map { abs($0 - centre) }.sorted()) / 2.0.squareRoot()
            }.min()
            return detector.noiseFactor * (noise ?? 0)
        }
    }
}

/// Finds the latest lowest value among the last `lookback` ones, in amortised constant time.
private struct TroughFinder {
    private let values: [Double]
    private let lookback: Int
    private var next: Int
    /// Candidates in order, with rising values; the first is the lowest.
    private var candidates: [Int] = []
    private var head = 0

    init(_ values: [Double], lookback: Int, from start: Int) {
        self.values = values
        self.lookback = lookback
        next = start
    }

    mutating func lowest(upTo index: Int) -> Int {
        while next <= index {
            while candidates.count > head, let last = candidates.last, values[last] >= values[next] {
                candidates.removeLast()
            }
            candidates.append(next)
            next += 1
        }
        while candidates[head] < index - lookback { head += 1 }
        return candidates[head]
    }
}

enum TrailingMaximum {
    /// The maximum of the last `window` values at each index.
    static func of(_ values: [Double], window: Int) -> [Double] {
        var candidates: [Int] = []
        var head = 0
        return values.indices.map { index in
            while candidates.count > head, let last = candidates.last, values[last] <= values[index] {
                candidates.removeLast()
            }
            candidates.append(index)
            while candidates[head] <= index - window { head += 1 }
            return values[candidates[head]]
        }
    }
}

extension SpikeDetector {
    /// The losses that are recorded.
    public enum Losses: String, Sendable, CaseIterable {
        /// The loss of each step's batch.
        case loss
        /// The loss over all samples.
        case fullLoss = "full_loss"
    }
}
