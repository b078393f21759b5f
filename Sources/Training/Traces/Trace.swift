/// What a run recorded: one row a step from step 1, and the outcome.
public struct Trace: Sendable, Equatable {
    /// How a run ended.
    public enum Outcome: Sendable, Hashable, Codable {
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

// A trace is written with its columns by name and without those that hold nothing, so that it can be read where further
// columns are known. NaN and infinity are for the encoder to write.
extension Trace: Codable {
    private enum Key: String, CodingKey {
        case count, outcome, states, layers, events, columns
    }

    /// Reads a trace; throws `DecodingError` for columns that are unknown or of another length.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        let count = try values.decode(Int.self, forKey: .count)
        self.init()
        var named = try values.decode([String: [Double]].self, forKey: .columns)
        for column in TraceColumn.allCases {
            columns[column.rawValue] = named.removeValue(forKey: column.name) ?? Array(repeating: .nan, count: count)
        }
        guard named.isEmpty, columns.allSatisfy({ $0.count == count }) else {
            let reason = "a trace has known columns of as many values as it has steps"
            throw DecodingError.dataCorruptedError(forKey: .columns, in: values, debugDescription: reason)
        }
        self.count = count
        outcome = try values.decode(Outcome.self, forKey: .outcome)
        states = try values.decode([StateRecord].self, forKey: .states)
        layers = try values.decode([LayerRecord].self, forKey: .layers)
        events = try values.decode([TraceEvent].self, forKey: .events)
    }

    /// Writes the trace.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(count, forKey: .count)
        try values.encode(outcome, forKey: .outcome)
        try values.encode(states, forKey: .states)
        try values.encode(layers, forKey: .layers)
        try values.encode(events, forKey: .events)
        let known = TraceColumn.allCases.filter { !self[$0].allSatisfy(\.isNaN) }
        try values.encode(Dictionary(uniqueKeysWithValues: known.map { ($0.name, self[$0]) }), forKey: .columns)
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
