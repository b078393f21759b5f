/// The range of numbers that a setting allows.
public struct Bounds: Sendable, Hashable {
    /// The lower end, and whether it is allowed itself.
    public var low: Double, includesLow: Bool
    /// The upper end, and whether it is allowed itself.
    public var high: Double, includesHigh: Bool

    /// A range from `low` to `high`, each of them included or not.
    public init(low: Double, includesLow: Bool, high: Double, includesHigh: Bool) {
        self.low = low
        self.includesLow = includesLow
        self.high = high
        self.includesHigh = includesHigh
    }

    /// Every finite number.
    public static let finite = Bounds(
        low: -.infinity,
        includesLow: false,
        high: .infinity,
        includesHigh: false
    )
    /// Every finite number above zero.
    public static let positive = Bounds(low: 0, includesLow: false, high: .infinity, includesHigh: false)
    /// Every finite number that is not negative.
    public static let nonnegative = Bounds(low: 0, includesLow: true, high: .infinity, includesHigh: false)
    /// From zero to below one, for decay rates.
    public static let decay = Bounds(low: 0, includesLow: true, high: 1, includesHigh: false)

    /// A range that includes both ends.
    public static func closed(_ range: ClosedRange<Double>) -> Bounds {
        Bounds(low: range.lowerBound, includesLow: true, high: range.upperBound, includesHigh: true)
    }

    /// Whether `number` is allowed; NaN never is.
    public func contains(_ number: Double) -> Bool {
        (number > low || includesLow && number == low) && (number < high || includesHigh && number == high)
    }

    /// The range in words, for help and reference tables.
    public var text: String {
        switch (low.isFinite, high.isFinite) {
        case (false, false): "any finite number"
        case (true, false): "\(includesLow ? "at least" : "above") \(Value.canonical(low))"
        case (false, true): "\(includesHigh ? "at most" : "below") \(Value.canonical(high))"
        case (true, true):
            "\(includesLow ? "from" : "above") \(Value.canonical(low)) "
                + "\(includesHigh ? "to" : "to below") \(Value.canonical(high))"
        }
    }
}
