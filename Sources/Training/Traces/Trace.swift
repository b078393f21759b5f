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
    /// What the layers did, at the steps at which it was asked for.
    public var layers: [LayerRecord] = []
    /// What guards did, in the order of steps.
    public var events: [TraceEvent] = []
    private var columns: [[Double]]

    /// An empty trace with room for `capacity` steps.
    public init(capacity: Int = 0) {
        columns = TraceColumn.allCases.map { _ in [] }
        for index in columns.indices { columns[index].reserveCapacity(capacity) }
    }

    /// A column's values from step 1; NaN where the quantity was not probed or is not a number.
    public subscript(_ column: TraceColumn) -> [Double] { columns[column.rawValue] }

    /// Whether the model has no loss: otherwise the first step's is a number, unless the run ended there.
    public var lacksLoss: Bool {
        outcome != .diverged(step: 1) && self[.loss].first?.isNaN == true
    }

    /// Adds a row.
    public mutating func append(_ row: TraceRow) {
        for index in columns.indices { columns[index].append(row.values[index]) }
        layers += row.layers
        count += 1
    }

    /// Equal bit patterns are equal, so NaN equals NaN here.
    public static func == (left: Trace, right: Trace) -> Bool {
        left.outcome == right.outcome && left.states == right.states && left.layers == right.layers
            && left.events == right.events
            && zip(left.columns, right.columns).allSatisfy { $0.map(\.bitPattern) == $1.map(\.bitPattern) }
    }
}

/// One step's row while probes fill it; NaN is what nobody has measured.
public struct TraceRow: Sendable {
    fileprivate(set) var values = [Double](repeating: .nan, count: TraceColumn.allCases.count)

    /// What the layers did in the step.
    public var layers: [LayerRecord] = []

    /// A row of which nothing is known.
    public init() {}

    /// Forgets everything, keeping its memory.
    mutating func clear() {
        for index in values.indices { values[index] = .nan }
        layers.removeAll(keepingCapacity: true)
    }

    /// The row's value in a column.
    public subscript(_ column: TraceColumn) -> Double {
        get { values[column.rawValue] }
        set { values[column.rawValue] = newValue }
    }
}
