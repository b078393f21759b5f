import Training

extension [Double] {
    /// The median of the finite values; nil when there are none.
    var middle: Double? {
        let sorted = filter(\.isFinite).sorted()
        guard !sorted.isEmpty else { return nil }
        return Median.of(sorted: sorted)
    }

    /// Of values in ascending order, the smallest distance between two that differ; 0 when none do.
    var leastGap: Double { zip(self, dropFirst()).map { $1 - $0 }.filter { $0 > 0 }.min() ?? 0 }

    /// The values of up to `count` entries before an index.
    func before(_ index: Int, _ count: Int) -> [Double] {
        Array(self[Swift.max(0, index - count)..<Swift.max(0, index)])
    }
}
