/// |a − b| over the larger of |a| and |b|; 0 for equal numbers and for two NaN, infinity when just one is finite.
public func relativeDeviation(_ a: Double, _ b: Double) -> Double {
    if a == b || a.isNaN && b.isNaN { return 0 }
    guard a.isFinite, b.isFinite else { return .infinity }
    return abs(a - b) / max(abs(a), abs(b))
}

/// The largest |aᵢ − bᵢ|; infinity when the lengths differ or a difference is not a number.
public func largestDifference(_ a: [Double], _ b: [Double]) -> Double {
    guard a.count == b.count else { return .infinity }
    return zip(a, b).reduce(0) { worst, pair in
        let difference = abs(pair.0 - pair.1)
        return difference.isNaN ? .infinity : max(worst, difference)
    }
}

/// How many floating-point numbers lie between two finite numbers of one sign, the second included.
public func unitsInLastPlace(between a: Double, and b: Double) -> UInt64 {
    let (low, high) = (min(a.bitPattern, b.bitPattern), max(a.bitPattern, b.bitPattern))
    return high - low
}
