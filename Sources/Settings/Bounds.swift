/// The numbers that a setting allows.
public struct Bounds: Sendable, Hashable {
    /// The least number and whether it is itself allowed.
    public var low: Double, includesLow: Bool
    /// The greatest number and whether it is itself allowed.
    public var high: Double, includesHigh: Bool

    /// From `low` to `high`, each of them allowed or not.
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
    /// Every finite number from zero on.
    public static let nonnegative = Bounds(low: 0, includesLow: true, high: .infinity, includesHigh: false)
    /// From zero to below one: a rate of decay.
    public static let decay = Bounds(low: 0, includesLow: true, high: 1, includesHigh: false)

    /// Both ends allowed.
    public static func closed(_ range: ClosedRange<Double>) -> Bounds {
        Bounds(low: range.lowerBound, includesLow: true, high: range.upperBound, includesHigh: true)
    }

    /// True when `number` is allowed; NaN never is.
    public func contains(_ number: Double) -> Bool {
        (number > low || includesLow && number == low) && (number < high || includesHigh && number == high)
    }

    /// The range in words, as help and reference tables print it.
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
