/// Computes medians.
public enum Median {
    /// The median of sorted values: the middle one, or the mean of the two middle ones; NaN when there is none.
    public static func of(sorted values: [Double]) -> Double {
        guard !values.isEmpty else { return .nan }
        let middle = values.count / 2
        return values.count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2
    }
}
