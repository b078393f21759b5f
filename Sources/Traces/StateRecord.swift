/// One coordinate at one step, as the probe `state` records it.
public struct StateRecord: Sendable, Hashable, Codable {
    /// A quantity of a coordinate.
    public enum Column: Sendable, CaseIterable {
        case theta, gradient, m, v, vHat

        /// Its name in tables and CSV.
        public var name: String {
            switch self {
            case .theta: "theta"
            case .gradient: "gradient"
            case .m: "m"
            case .v: "v"
            case .vHat: "v_hat"
            }
        }

        /// Its definition.
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

    /// A record without values.
    public init(step: Int, coordinate: Int) {
        self.step = step
        self.coordinate = coordinate
    }

    /// A record with all values; v̂ is NaN for optimizers without a second moment.
    public init(step: Int, coordinate: Int, theta: Double, gradient: Double, m: Double, v: Double, vHat: Double) {
        self.init(step: step, coordinate: coordinate)
        (self.theta, self.gradient, self.m, self.v, self.vHat) = (theta, gradient, m, v, vHat)
    }

    /// The value in a column; NaN if there is none.
    public subscript(_ column: Column) -> Double {
        get { self[keyPath: column.place] }
        set { self[keyPath: column.place] = newValue }
    }
}

// Bit patterns are compared, as in a trace: without a second moment v̂ is NaN, and such a record must equal itself.
extension StateRecord {
    private var bits: [UInt64] { Column.allCases.map { self[$0].bitPattern } }

    /// Compares bit patterns, so that NaN equals NaN.
    public static func == (left: StateRecord, right: StateRecord) -> Bool {
        left.step == right.step && left.coordinate == right.coordinate && left.bits == right.bits
    }

    /// Hashes the properties that `==` compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(step)
        hasher.combine(coordinate)
        hasher.combine(bits)
    }
}
