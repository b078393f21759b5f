import Training

/// Median and range of some numbers.
struct Spread: Sendable {
    let median: Double
    let low: Double
    let high: Double
    let count: Int

    /// Nil for no numbers.
    init?(_ numbers: [Double]) {
        let sorted = numbers.filter { !$0.isNaN }.sorted()
        guard let first = sorted.first, let last = sorted.last else { return nil }
        median = Median.of(sorted: sorted)
        (low, high, count) = (first, last, sorted.count)
    }
}
