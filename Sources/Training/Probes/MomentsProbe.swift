public import Settings
import Tensors
public import Traces

/// Records the sum of the second moment and the largest effective rate η/√v̂.
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
