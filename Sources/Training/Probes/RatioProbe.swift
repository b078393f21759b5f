public import Settings
import Tensors
public import Traces

/// Measures how far the distribution of m/√v over the coordinates is from being unimodal.
///
/// Molybog and others (2023, arXiv 2304.09871) claim that the ratio becomes bimodal before an instability and propose
/// to watch it with Hartigan's dip.
public struct RatioProbe: Probe {
    public static let name = "ratio"
    public static let summary = "Hartigan's dip of the distribution of m/√v."
    public static let settings: [Setting<RatioProbe>] =
        windowSettings + [
            Setting("sample", \.sample, in: 4...1_000_000, "The largest number of coordinates read, evenly spaced.")
        ]

    public static let columns: [TraceColumn] = [.dip]

    public var window = ProbeWindow()
    /// The maximal number of coordinates.
    public var sample = 2_000
    private var ratios: [Double] = []

    public init() {}

    public mutating func observe(_ step: Step, into row: inout TraceRow) {
        guard step.hasSecond else { return }
        row[.dip] = step.dip(of: 0..<step.layout.count, sample: sample, in: &ratios)
    }
}

extension Step {
    /// The dip of m/√v over at most `sample` coordinates of a range; NaN when fewer than four have a ratio.
    ///
    /// A coordinate that never had a gradient has no ratio.
    func dip(of range: Range<Int>, sample: Int, in ratios: inout [Double]) -> Double {
        ratios.removeAll(keepingCapacity: true)
        let stride = max(1, (range.count + sample - 1) / sample)
        for i in Swift.stride(from: range.lowerBound, to: range.upperBound, by: stride) where second[i] > 0 {
            ratios.append(first[i] / second[i].squareRoot())
        }
        ratios.sort()
        return Dip.statistic(ofSorted: ratios)
    }
}
