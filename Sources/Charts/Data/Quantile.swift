/// Quantiles by linear interpolation between order statistics.
public enum Quantile {
    /// The quantile at `level`, from 0 to 1, of sorted values; NaN for no values.
    ///
    /// The two neighbours are weighted rather than their difference scaled, since the difference could overflow a
    /// `Double`.
    public static func at(_ level: Double, of sorted: [Double]) -> Double {
        guard let last = sorted.last else { return .nan }
        let place = level * Double(sorted.count - 1)
        let index = Int(place)
        guard index + 1 < sorted.count else { return last }
        let share = place - Double(index)
        return (1 - share) * sorted[index] + share * sorted[index + 1]
    }
}
