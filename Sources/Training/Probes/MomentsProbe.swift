public import Settings
import Tensors

/// The second moment: its sum, and the largest effective rate η/√v̂ that it leaves.
public struct MomentsProbe: Probe {
    public static let name = "moments"
    public static let summary = "Σv and the largest effective rate η/√v̂."
    public static let settings: [Setting<MomentsProbe>] = windowSettings

    public static let columns: [TraceColumn] = [.sumV, .effectiveRate]

    public var window = ProbeWindow()

    public init() {}

    public mutating func observe(_ step: Step, into row: inout TraceRow) {
        guard step.hasSecond else { return }
        row[.sumV] = step.second.all.sum
        row[.effectiveRate] = step.learningRate / step.corrected.all.minimum.squareRoot()
    }
}

extension TraceColumn {
    /// The second moment, summed.
    public static let sumV = TraceColumn(
        "sum_v",
        documentation: "Σv, the second moment after the step's gradient entered it, summed, without bias correction."
    )
    /// The largest rate of a coordinate.
    public static let effectiveRate = TraceColumn(
        "effective_rate",
        documentation: "The largest η/√v̂ over the coordinates."
    )
}
