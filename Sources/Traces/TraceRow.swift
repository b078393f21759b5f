/// The values of one step while probes fill them in; NaN is a value that was not measured.
public struct TraceRow: Sendable {
    /// The columns measured so far in this row or an earlier one, in order of first appearance.
    private(set) var columns: [TraceColumn] = []
    private(set) var values: [Double] = []
    private(set) var marks: [UInt64] = []
    /// The probable index of the next value, since a run writes its columns in the same order at every step.
    private var next = 0

    /// The records of layers at this step.
    public var layers: [LayerRecord] = []

    /// An empty row.
    public init() {}

    /// Removes all values but keeps the memory.
    public mutating func clear() {
        for index in values.indices { values[index] = .nan }
        layers.removeAll(keepingCapacity: true)
        next = 0
    }

    /// The value in a column; NaN if it was not measured.
    public subscript(_ column: TraceColumn) -> Double {
        get { place(of: column).map { values[$0] } ?? .nan }
        set {
            if next >= marks.count { next = 0 }
            let isNext = next < marks.count && marks[next] == column.mark
            let place = isNext ? next : place(of: column) ?? add(column)
            values[place] = newValue
            next = place + 1
        }
    }

    private func place(of column: TraceColumn) -> Int? { marks.firstIndex(of: column.mark) }

    private mutating func add(_ column: TraceColumn) -> Int {
        columns.append(column)
        marks.append(column.mark)
        values.append(.nan)
        return columns.count - 1
    }
}
