import Tensors

/// Norms of vectors whose squares may exceed the range of double precision.
extension Block {
    /// √Σ s²; not finite when an element is not, or when the norm exceeds double precision itself.
    var norm: Double {
        let sum = sumOfSquares
        if Self.isSafe(sum) { return sum.squareRoot() }
        let largest = maximumMagnitude
        guard largest > 0, largest.isFinite else { return largest }
        var scaled = 0.0
        for i in 0..<count {
            let ratio = Double(start[i]) / largest
            scaled += ratio * ratio
        }
        return largest * scaled.squareRoot()
    }

    /// √Σ (s − x)²; not finite when a difference is not.
    func distance(to x: Block) -> Double {
        let sum = sumOfSquares(ofDifference: x)
        if Self.isSafe(sum) { return sum.squareRoot() }
        var largest = 0.0
        for i in 0..<count {
            let difference = abs(Double(start[i]) - Double(x.start[i]))
            // `max` ignores NaN.
            guard difference.isFinite else { return difference }
            largest = max(largest, difference)
        }
        guard largest > 0 else { return 0 }
        var scaled = 0.0
        for i in 0..<count {
            let ratio = (Double(start[i]) - Double(x.start[i])) / largest
            scaled += ratio * ratio
        }
        return largest * scaled.squareRoot()
    }

    /// Whether no square has overflowed, and squares that have underflowed cannot matter in the sum.
    private static func isSafe(_ sum: Double) -> Bool { sum > 0x1p-900 && sum < .infinity }
}
