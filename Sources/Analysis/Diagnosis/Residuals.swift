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

    /// The robust standard deviation, from the median distance.
    private static func sigma(_ values: [Double]) -> Double { 1.4826 * (values.map(\.magnitude).middle ?? 0) }

    /// The values, of which none is farther from zero than so many standard deviations.
    static func limited(_ values: [Double], to sigmas: Double) -> [Double] {
        let most = sigmas * sigma(values)
        return values.map { min(max($0, -most), most) }
    }

    /// The rows of neighbouring places above so many standard deviations.
    static func peaks(_ values: [Double], above sigmas: Double) -> [Range<Int>] {
        let sigma = sigma(values)
        guard sigma > 0 else { return [] }
        var peaks: [Range<Int>] = []
        for index in values.indices where values[index] > sigmas * sigma {
            if let last = peaks.last, last.upperBound == index {
                peaks[peaks.count - 1] = last.lowerBound..<index + 1
            } else {
                peaks.append(index..<index + 1)
            }
        }
        return peaks
    }
}
