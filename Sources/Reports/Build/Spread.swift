import Foundation
import Training

/// Median and range of some numbers, and how far the median is known.
struct Spread: Sendable {
    let median: Double
    let low: Double
    let high: Double
    let count: Int
    /// A 95 % interval of the median of what the numbers were drawn from; nil for fewer than six, which give none.
    ///
    /// It goes from the kth lowest to the kth highest, with the largest k for which the binomial chance of fewer than k out
    /// of n below the median is at most 2.5 %. It supposes independent numbers and nothing of their distribution.
    let interval: ClosedRange<Double>?

    /// Nil when there are no numbers.
    init?(_ numbers: [Double]) {
        let sorted = numbers.filter { !$0.isNaN }.sorted()
        guard let first = sorted.first, let last = sorted.last else { return nil }
        median = Median.of(sorted: sorted)
        (low, high, count) = (first, last, sorted.count)
        let outside = Self.outside(count)
        interval = outside.map { sorted[$0]...sorted[sorted.count - 1 - $0] }
    }

    /// How many numbers lie outside the interval on each side; nil when none can be left out.
    private static func outside(_ count: Int) -> Int? {
        // Beyond a thousand the chances are too small to be written, and the normal distribution is near enough.
        guard count <= 1000 else { return Int(Double(count) / 2 - 0.98 * Double(count).squareRoot()) - 1 }
        var (chance, sum, left) = (pow(0.5, Double(count)), 0.0, -1)
        for below in 0..<count {
            sum += chance
            guard sum <= 0.025 else { break }
            left = below
            chance *= Double(count - below) / Double(below + 1)
        }
        return left < 0 ? nil : left
    }
}
