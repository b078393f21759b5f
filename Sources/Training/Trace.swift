/// A quantity that is recorded once a step.
public enum TraceColumn: Int, Sendable, CaseIterable {
    case loss, gradNorm, updateNorm, lr, threshold, sumV, effectiveRate, lambdaMaxH, lambdaMax, lambdaGrad
    case lambdaGradExact

    /// Its name in tables and in CSV.
    public var name: String {
        switch self {
        case .loss: "loss"
        case .gradNorm: "grad_norm"
        case .updateNorm: "update_norm"
        case .lr: "lr"
        case .threshold: "threshold"
        case .sumV: "sum_v"
        case .effectiveRate: "effective_rate"
        case .lambdaMaxH: "lambda_max_h"
        case .lambdaMax: "lambda_max"
        case .lambdaGrad: "lambda_grad"
        case .lambdaGradExact: "lambda_grad_exact"
        }
    }

    /// What it is, with formula and convention.
    public var documentation: String {
        switch self {
        case .loss: "The loss L(θ) before the step's update."
        case .gradNorm: "|g|, the Euclidean norm of the gradient at the same point."
        case .updateNorm: "|Δθ|, the Euclidean norm of the step's change of the parameters."
        case .lr: "The learning rate η of the step."
        case .threshold: "2/η, which λ must stay below; the momentum's factor stands in λ, not here."
        case .sumV: "Σv, the second moment after the step's gradient entered it, summed, without bias correction."
        case .effectiveRate: "The largest η/√v̂ over the coordinates."
        case .lambdaMaxH: "λ_max(H), the largest eigenvalue of the Hessian before the update."
        case .lambdaMax: "λ_max(Ĥ) of Ĥ = c·D·H, D the step's preconditioner, c its momentum factor."
        case .lambdaGrad: "λ_grad(Ĥ) = gᵀĤg/|g|² (Bai et al. 2025, eq. 8)."
        case .lambdaGradExact: "c·gᵀDHDg/(gᵀDg), the curvature along the step that D and g alone would take."
        }
    }
}

/// What a run recorded: one row a step from step 1, and the outcome.
public struct Trace: Sendable, Equatable {
    /// How a run ended.
    public enum Outcome: Sendable, Hashable {
        /// All steps were taken.
        case completed
        /// The loss or a parameter was no longer finite, or the loss above the run's limit, at this step.
        case diverged(step: Int)
    }

    /// The number of rows.
    public private(set) var count = 0
    /// How the run ended.
    public var outcome = Outcome.completed
    /// The state at every step, when it was asked for.
    public var states: [StateRecord] = []
    private var columns: [[Double]]

    /// An empty trace with room for `capacity` steps.
    public init(capacity: Int = 0) {
        columns = TraceColumn.allCases.map { _ in [] }
        for index in columns.indices { columns[index].reserveCapacity(capacity) }
    }

    /// A column's values from step 1; NaN where the quantity was not probed or is not a number.
    public subscript(_ column: TraceColumn) -> [Double] { columns[column.rawValue] }

    /// Adds a row.
    public mutating func append(_ row: TraceRow) {
        for index in columns.indices { columns[index].append(row.values[index]) }
        count += 1
    }

    /// Equal bit patterns are equal, so NaN equals NaN here.
    public static func == (left: Trace, right: Trace) -> Bool {
        left.outcome == right.outcome && left.states == right.states
            && zip(left.columns, right.columns).allSatisfy { $0.map(\.bitPattern) == $1.map(\.bitPattern) }
    }
}

/// One step's row while probes fill it; NaN is what nobody has measured.
public struct TraceRow: Sendable {
    fileprivate(set) var values = [Double](repeating: .nan, count: TraceColumn.allCases.count)

    /// A row of which nothing is known.
    public init() {}

    /// The row's value in a column.
    public subscript(_ column: TraceColumn) -> Double {
        get { values[column.rawValue] }
        set { values[column.rawValue] = newValue }
    }
}

/// One coordinate at one step, as the probe `state` records it.
public struct StateRecord: Sendable, Hashable {
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
