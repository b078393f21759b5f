/// One step's row while probes fill it; NaN is what nobody has measured.
public struct TraceRow: Sendable {
    /// What was measured so far in the row or in one before it, in the order in which it first was.
    private(set) var columns: [TraceColumn] = []
    private(set) var values: [Double] = []

    /// What the layers did in the step.
    public var layers: [LayerRecord] = []

    /// A row of which nothing is known.
    public init() {}

    /// Forgets everything, keeping its memory.
    public mutating func clear() {
        for index in values.indices { values[index] = .nan }
        layers.removeAll(keepingCapacity: true)
    }

    /// The row's value in a column.
    public subscript(_ column: TraceColumn) -> Double {
        get { columns.firstIndex(of: column).map { values[$0] } ?? .nan }
        set {
            if let index = columns.firstIndex(of: column) {
                values[index] = newValue
            } else {
                columns.append(column)
                values.append(newValue)
            }
        }
    }
}
