/// What a run recorded: one entry for each recorded step, in the order of steps, and the outcome.
///
/// Our own core records every step from 1. A log from elsewhere may hold only every 10th step, have gaps, or contain
/// restarts. Entries between which recording was interrupted belong to different segments.
public struct Trace: Sendable, Equatable {
    /// How a run ended.
    public enum Outcome: Sendable, Hashable, Codable {
        /// All steps were taken.
        case completed
        /// At this step the loss or a parameter was no longer finite, or the loss exceeded the run's limit.
        case diverged(step: Int)
    }

    /// The step of each entry, in ascending order.
    public private(set) var steps: [Int] = []
    /// The indices of the entries before which recording was interrupted.
    private(set) var breaks: [Int] = []
    /// How the run ended.
    public var outcome = Outcome.completed
    /// The state at every step, if it was requested.
    public var states: [StateRecord] = []
    /// The records of layers, at the steps at which they were requested.
    public var layers: [LayerRecord] = []
    /// The actions of guards, in the order of steps.
    public var events: [TraceEvent] = []
    /// The quantities with a number in some entry, in order of first appearance.
    public private(set) var columns: [TraceColumn] = []
    private var marks: [UInt64] = []
    private var series: [[Double]] = []
    private let capacity: Int

    /// An empty trace with room for `capacity` steps.
    public init(capacity: Int = 0) {
        self.capacity = capacity
        steps.reserveCapacity(capacity)
    }

    /// The number of entries.
    public var count: Int { steps.count }
    /// The step of the last entry; 0 when there is none.
    public var lastStep: Int { steps.last ?? 0 }
    /// Whether there is an entry for each step from 1 in one segment.
    public var isWhole: Bool { breaks.isEmpty && (steps.first ?? 1) == 1 && lastStep == count }
    /// The index ranges of entries between interruptions; none for an empty trace.
    public var segments: [Range<Int>] {
        steps.isEmpty ? [] : zip([0] + breaks, breaks + [count]).map { $0..<$1 }
    }

    /// The index range of the entries whose steps are in a range.
    public func entries(in wanted: ClosedRange<Int>) -> Range<Int> {
        place(of: wanted.lowerBound)..<place(of: wanted.upperBound + 1)
    }

    /// Whether recording was not interrupted between two entries.
    public func isUnbroken(from first: Int, to last: Int) -> Bool {
        !breaks.contains { $0 > first && $0 <= last }
    }

    /// The index of the first entry at a step or later.
    private func place(of step: Int) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if steps[middle] < step { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// A column's values by entry; NaN where the quantity was not probed or is not a number.
    public subscript(_ column: TraceColumn) -> [Double] {
        marks.firstIndex(of: column.mark).map { series[$0] } ?? Array(repeating: .nan, count: count)
    }

    /// Sets a column's value for each entry, replacing earlier values.
    public mutating func set(_ column: TraceColumn, to values: [Double]) {
        precondition(values.count == count, "a column has a value for each entry")
        series[place(of: column)] = values
    }

    /// Whether the model has no loss.
    ///
    /// If it has one, the first step's is a number, unless the run ended there.
    public var lacksLoss: Bool {
        outcome != .diverged(step: 1) && self[.loss].first?.isNaN == true
    }

    /// Adds an entry.
    ///
    /// - Parameters:
    ///   - row: the recorded values.
    ///   - step: the step, later than that of the previous entry; nil for the next step, beginning with 1.
    ///   - afterBreak: whether recording was interrupted before it.
    public mutating func append(_ row: TraceRow, at step: Int? = nil, afterBreak: Bool = false) {
        let step = step ?? lastStep + 1
        precondition(step > steps.last ?? -1, "entries stand in the order of their steps")
        if afterBreak, count > 0 { breaks.append(count) }
        for place in row.marks.indices where !row.values[place].isNaN {
            // Rows of one run mostly have the same columns in the same order.
            let isNear = place < marks.count && marks[place] == row.marks[place]
            series[isNear ? place : self.place(of: row.columns[place])].append(row.values[place])
        }
        steps.append(step)
        for index in series.indices where series[index].count < count { series[index].append(.nan) }
        layers += row.layers
    }

    /// The index of a column's values; a new column is filled with NaN up to now.
    private mutating func place(of column: TraceColumn) -> Int {
        if let known = marks.firstIndex(of: column.mark) { return known }
        var values: [Double] = []
        values.reserveCapacity(max(capacity, count + 1))
        values.append(contentsOf: repeatElement(.nan, count: count))
        add(column, values)
        return columns.count - 1
    }

    private mutating func add(_ column: TraceColumn, _ values: [Double]) {
        columns.append(column)
        marks.append(column.mark)
        series.append(values)
    }

    /// Compares bit patterns, so that NaN equals NaN; the order of columns does not matter.
    public static func == (left: Trace, right: Trace) -> Bool {
        left.outcome == right.outcome && left.steps == right.steps && left.breaks == right.breaks
            && left.states == right.states && left.layers == right.layers
            && left.events == right.events && Set(left.columns) == Set(right.columns)
            && left.columns.allSatisfy { left[$0].map(\.bitPattern) == right[$0].map(\.bitPattern) }
    }
}

// Columns are encoded by name, and empty ones are left out, so that a program with other columns can decode a trace.
// The encoder has to represent NaN and infinity.
extension Trace: Codable {
    private enum Key: String, CodingKey {
        case steps, breaks, outcome, states, layers, events, columns
    }

    /// Decodes a trace; throws `DecodingError` for invalid column names, columns of another length, and steps that do
    /// not ascend.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        self.init()
        steps = try values.decode([Int].self, forKey: .steps)
        breaks = try values.decode([Int].self, forKey: .breaks)
        let named = try values.decode([String: [Double]].self, forKey: .columns).sorted { $0.key < $1.key }
        guard named.allSatisfy({ TraceColumn.isName($0.key) && $0.value.count == count }),
            Self.rise(steps, within: 0...Int.max),
            count > 1 || breaks.isEmpty, Self.rise(breaks, within: 1...max(1, count - 1))
        else {
            let reason = "a trace has rising steps, and named columns of as many values"
            throw DecodingError.dataCorruptedError(forKey: .columns, in: values, debugDescription: reason)
        }
        for (name, values) in named where !values.allSatisfy(\.isNaN) {
            add(TraceColumn(name), values)
        }
        outcome = try values.decode(Outcome.self, forKey: .outcome)
        states = try values.decode([StateRecord].self, forKey: .states)
        layers = try values.decode([LayerRecord].self, forKey: .layers)
        events = try values.decode([TraceEvent].self, forKey: .events)
    }

    private static func rise(_ numbers: [Int], within range: ClosedRange<Int>) -> Bool {
        numbers.allSatisfy(range.contains) && zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
    }

    /// Encodes the trace.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(steps, forKey: .steps)
        try values.encode(breaks, forKey: .breaks)
        try values.encode(outcome, forKey: .outcome)
        try values.encode(states, forKey: .states)
        try values.encode(layers, forKey: .layers)
        try values.encode(events, forKey: .events)
        let named = zip(columns, series).map { ($0.name, $1) }
        try values.encode(Dictionary(uniqueKeysWithValues: named), forKey: .columns)
    }
}
