/// What a series has beyond its trend: each value minus the median of those around it.
struct Residuals {
    let values: [Double]

    /// The residuals against the median of up to `window` values before and after.
    init(_ series: [Double], window: Int) {
        let finite = series.filter(\.isFinite)
        let half = window / 2
        var medians = SortedWindow(window)
        var middle: [Double] = []
        for (index, value) in finite.enumerated() {
            medians.add(value)
            if index >= half { middle.append(medians.median) }
        }
        while middle.count < finite.count { middle.append(medians.median) }
        values = zip(finite, middle).map { $0 - $1 }
    }

    /// The correlation of a series with itself, so many entries later.
    static func correlation(_ values: [Double], lag: Int) -> Double {
        correlation(Array(values.dropLast(lag)), Array(values.dropFirst(lag)))
    }

    /// Pearson's correlation of two series; 0 where one does not change.
    static func correlation(_ left: [Double], _ right: [Double]) -> Double {
        let count = Double(left.count)
        guard count > 2 else { return 0 }
        let (meanLeft, meanRight) = (left.reduce(0, +) / count, right.reduce(0, +) / count)
        var (both, ofLeft, ofRight) = (0.0, 0.0, 0.0)
        for (x, y) in zip(left, right) {
            both += (x - meanLeft) * (y - meanRight)
            ofLeft += (x - meanLeft) * (x - meanLeft)
            ofRight += (y - meanRight) * (y - meanRight)
        }
        return ofLeft > 0 && ofRight > 0 ? both / (ofLeft * ofRight).squareRoot() : 0
    }

    /// The places above so many standard deviations, which the median distance gives robustly.
    static func peaks(_ values: [Double], above sigmas: Double) -> Set<Int> {
        let sigma = 1.4826 * (values.map(\.magnitude).middle ?? 0)
        return Set(values.indices.filter { sigma > 0 && values[$0] > sigmas * sigma })
    }
}
