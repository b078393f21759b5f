/// The relative deviation |a − b| / max(|a|, |b|).
///
/// It is 0 for equal numbers and for two NaN, and infinity when only one is finite.
public func relativeDeviation(_ a: Double, _ b: Double) -> Double {
    if a == b || a.isNaN && b.isNaN { return 0 }
    guard a.isFinite, b.isFinite else { return .infinity }
    return abs(a - b) / max(abs(a), abs(b))
}

/// The largest |aᵢ − bᵢ|; infinity when the lengths differ or a difference is NaN.
public func largestDifference(_ a: [Double], _ b: [Double]) -> Double {
    guard a.count == b.count else { return .infinity }
    return zip(a, b).reduce(0) { worst, pair in
        let difference = abs(pair.0 - pair.1)
        return difference.isNaN ? .infinity : max(worst, difference)
    }
}

/// The number of floating-point numbers between two finite numbers of one sign, including the second.
public func unitsInLastPlace(between a: Double, and b: Double) -> UInt64 {
    let (low, high) = (min(a.bitPattern, b.bitPattern), max(a.bitPattern, b.bitPattern))
    return high - low
}
