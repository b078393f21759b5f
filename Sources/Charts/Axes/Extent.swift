/// The range of the data on one axis, over the values that its scale admits.
public struct Extent: Sendable, Hashable {
    /// The smallest value; infinity when the extent is empty.
    public private(set) var low = Double.infinity
    /// The largest value; minus infinity when the extent is empty.
    public private(set) var high = -Double.infinity
    /// Values that must lie inside the limits and carry a labelled tick.
    public var required: [Double] = []
    /// Whether the limits leave a margin around the data.
    ///
    /// Time axes have none.
    public var wantsAir = true
    /// The least share of the axis that such a margin takes on each side.
    public var air = 0.0

    /// Creates an empty extent.
    public init() {}

    /// Whether the extent holds no value.
    public var isEmpty: Bool { low > high }

    /// Widens the extent to hold a value.
    ///
    /// NaN and infinities are ignored.
    @inline(__always)
    public mutating func add(_ value: Double) {
        guard value.isFinite else { return }
        if value < low { low = value }
        if value > high { high = value }
    }

    /// Widens the extent to hold all values of an array that the scale admits.
    public mutating func add(_ values: [Double], on scale: Scale) {
        let floor: Double =
            switch scale {
            case .log: .leastNonzeroMagnitude
            case .logOrZero: 0
            case .linear, .symlog, .rows: -.greatestFiniteMagnitude
            }
        var (low, high) = (self.low, self.high)
        values.withUnsafeBufferPointer { buffer in
            for value in buffer where value >= floor && value <= Double.greatestFiniteMagnitude {
                low = min(low, value)
                high = max(high, value)
            }
        }
        (self.low, self.high) = (low, high)
    }

    /// Widens the extent to hold another one.
    public mutating func add(_ other: Extent) {
        low = min(low, other.low)
        high = max(high, other.high)
        required += other.required
        wantsAir = wantsAir && other.wantsAir
        air = max(air, other.air)
    }

    /// The limits of an axis that shows this extent, with `air` as the share of its length left free on each side.
    func limits(on scale: Scale, air: Double) -> (low: Double, high: Double) {
        if case .rows(let names) = scale { return (-0.5, Double(max(names.count, 1)) - 0.5) }
        var all = self
        for value in required where scale.admits(value) { all.add(value) }
        guard !all.isEmpty else { return scale == .log ? (0.1, 10) : (0, 1) }
        // A series that varies in its last few digits only counts as constant: the variation is rounding.
        let isConstant = all.high - all.low <= 1e-9 * max(abs(all.low), abs(all.high)) && wantsAir
        guard all.low < all.high, !isConstant else { return Extent.around(all.low, on: scale) }
        guard wantsAir else { return (all.low, all.high) }
        let (first, last) = (scale.ruler(all.low), scale.ruler(all.high))
        let margin = max(air, self.air) * (last - first)
        guard margin.isFinite else { return (all.low, all.high) }
        let (low, high) = (scale.value(atRuler: first - margin), scale.value(atRuler: last + margin))
        // On this scale the margin below zero is counted in decades, and no value corresponds to its end.
        if case .logOrZero = scale, low.isFinite, high.isFinite, low < high { return (low, high) }
        let isUsable = scale.admits(low) && scale.admits(high) && low < high
        return isUsable ? (low, high) : (all.low, all.high)
    }

    /// Limits around a single value.
    private static func around(_ value: Double, on scale: Scale) -> (Double, Double) {
        if scale == .log {
            let (low, high) = (value / 3, value * 3)
            return (low > 0 ? low : value, high.isFinite ? high : Double.greatestFiniteMagnitude)
        }
        if value == 0 { return (-1, 1) }
        let half = abs(value) * 0.1
        let (low, high) = (value - half, value + half)
        return low < high && low.isFinite && high.isFinite ? (low, high) : (min(value, 0), max(value, 0))
    }
}
