/// Quantiles by linear interpolation between order statistics.
public enum Quantile {
    /// The value below which the share `level`, from 0 to 1, of `sorted` lies; NaN of no values.
    ///
    /// The two neighbours are weighted, not their difference, which could leave the range of a Double.
    public static func at(_ level: Double, of sorted: [Double]) -> Double {
        guard let last = sorted.last else { return .nan }
        let place = level * Double(sorted.count - 1)
        let index = Int(place)
        guard index + 1 < sorted.count else { return last }
        let share = place - Double(index)
        return (1 - share) * sorted[index] + share * sorted[index + 1]
    }
}
