/// One coordinate at one step, as the probe `state` records it.
public struct StateRecord: Sendable, Hashable, Codable {
    /// The step, from 1.
    public var step: Int
    /// The coordinate, from 0.
    public var coordinate: Int
    /// The parameter before the update.
    public var theta: Double
    /// The gradient there.
    public var gradient: Double
    /// The first moment after the gradient entered it.
    public var m: Double
    /// The second moment after the gradient entered it, without bias correction.
    public var v: Double
    /// The second moment with its bias corrected; NaN for rules without one.
    public var vHat: Double

    /// Creates a record.
    public init(step: Int, coordinate: Int, theta: Double, gradient: Double, m: Double, v: Double, vHat: Double) {
        self.step = step
        self.coordinate = coordinate
        self.theta = theta
        self.gradient = gradient
        self.m = m
        self.v = v
        self.vHat = vHat
    }
}

// Equal bit patterns are equal here as in a trace, whose other comparison this is part of: a rule without a second moment
// has no v̂, and its records must equal themselves.
extension StateRecord {
    private var bits: [UInt64] { [theta, gradient, m, v, vHat].map(\.bitPattern) }

    /// Equal bit patterns are equal, so NaN equals NaN.
    public static func == (left: StateRecord, right: StateRecord) -> Bool {
        left.step == right.step && left.coordinate == right.coordinate && left.bits == right.bits
    }

    /// Hashes what `==` compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(step)
        hasher.combine(coordinate)
        hasher.combine(bits)
    }
}
