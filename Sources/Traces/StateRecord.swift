/// One coordinate at one step, as the probe `state` records it.
public struct StateRecord: Sendable, Hashable, Codable {
    /// A quantity of a coordinate.
    public enum Column: Sendable, CaseIterable {
        case theta, gradient, m, v, vHat

        /// Its name in tables and in CSV.
        public var name: String {
            switch self {
            case .theta: "theta"
            case .gradient: "gradient"
            case .m: "m"
            case .v: "v"
            case .vHat: "v_hat"
            }
        }

        /// What it is.
        public var documentation: String {
            switch self {
            case .theta: "The parameter before the update."
            case .gradient: "The gradient there."
            case .m: "The first moment after the gradient entered it."
            case .v: "The second moment after the gradient entered it, without bias correction."
            case .vHat: "The second moment with its bias corrected; NULL for rules without one."
            }
        }

        fileprivate var place: WritableKeyPath<StateRecord, Double> {
            switch self {
            case .theta: \.theta
            case .gradient: \.gradient
            case .m: \.m
            case .v: \.v
            case .vHat: \.vHat
            }
        }
    }

    /// The step, from 1.
    public var step: Int
    /// The coordinate, from 0.
    public var coordinate: Int
    /// ``Column/theta``.
    public var theta = Double.nan
    /// ``Column/gradient``.
    public var gradient = Double.nan
    /// ``Column/m``.
    public var m = Double.nan
    /// ``Column/v``.
    public var v = Double.nan
    /// ``Column/vHat``.
    public var vHat = Double.nan

    /// A record of which nothing is known yet.
    public init(step: Int, coordinate: Int) {
        self.step = step
        self.coordinate = coordinate
    }

    /// A record of which all is known; a rule without a second moment has no v̂, but NaN.
    public init(step: Int, coordinate: Int, theta: Double, gradient: Double, m: Double, v: Double, vHat: Double) {
        self.init(step: step, coordinate: coordinate)
        (self.theta, self.gradient, self.m, self.v, self.vHat) = (theta, gradient, m, v, vHat)
    }

    /// The record's value in a column; NaN where there is none.
    public subscript(_ column: Column) -> Double {
        get { self[keyPath: column.place] }
        set { self[keyPath: column.place] = newValue }
    }
}

// Equal bit patterns are equal here as in a trace, whose other comparison this is part of: a rule without a second moment
// has no v̂, and its records must equal themselves.
extension StateRecord {
    private var bits: [UInt64] { Column.allCases.map { self[$0].bitPattern } }

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
