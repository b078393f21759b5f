import Training

extension [Double] {
    /// The median of the finite values; nil when there are none.
    var middle: Double? {
        let sorted = filter(\.isFinite).sorted()
        guard !sorted.isEmpty else { return nil }
        return Median.of(sorted: sorted)
    }

    /// The values of up to `count` entries before an index.
    func before(_ index: Int, _ count: Int) -> [Double] {
        Array(self[Swift.max(0, index - count)..<Swift.max(0, index)])
    }
}
