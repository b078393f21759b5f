import Training

/// The median and range of some numbers, with an interval for the median.
struct Spread: Sendable {
    let median: Double
    let low: Double
    let high: Double
    let count: Int
    /// A 95 % confidence interval of the median by the sign test; nil for fewer than six numbers.
    ///
    /// It goes from the kth lowest to the kth highest, with the largest k for which the binomial probability of fewer than k
    /// of n numbers below the median is at most 2.5 %. It assumes independent numbers of any distribution.
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

    /// The number of values outside the interval on each side; nil when there is no interval.
    private static func outside(_ count: Int) -> Int? {
        // Beyond a thousand numbers 2⁻ⁿ underflows, and the normal distribution is accurate enough.
        guard count <= 1000 else { return Int(Double(count) / 2 - 0.98 * Double(count).squareRoot()) - 1 }
        var (chance, sum, left) = (Double(sign: .plus, exponent: -count, significand: 1), 0.0, -1)
        for below in 0..<count {
            sum += chance
            guard sum <= 0.025 else { break }
            left = below
            chance *= Double(count - below) / Double(below + 1)
        }
        return left < 0 ? nil : left
    }
}
