/// One step's row while probes fill it; NaN is what nobody has measured.
public struct TraceRow: Sendable {
    /// What was measured so far in the row or in one before it, in the order in which it first was.
    private(set) var columns: [TraceColumn] = []
    private(set) var values: [Double] = []
    private(set) var marks: [UInt64] = []
    /// Where the next value probably belongs: a run writes its columns in the same order at every step.
    private var next = 0

    /// What the layers did in the step.
    public var layers: [LayerRecord] = []

    /// A row of which nothing is known.
    public init() {}

    /// Forgets everything, keeping its memory.
    public mutating func clear() {
        for index in values.indices { values[index] = .nan }
        layers.removeAll(keepingCapacity: true)
        next = 0
    }

    /// The row's value in a column.
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
