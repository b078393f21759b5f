public import Settings
import Tensors
public import Traces

@testable public import Training

/// The length of the first moment.
public struct MomentumProbe: Probe {
    public static let name = "momentum"
    public static let summary = "|m|, the Euclidean norm of the first moment."
    public static let settings: [Setting<MomentumProbe>] = windowSettings
    public static let columns = [momentNorm]

    /// |m|.
    public static let momentNorm = TraceColumn(
        "moment_norm",
        documentation: "|m|, the Euclidean norm of the first moment after the step's gradient entered it."
    )

    public var window = ProbeWindow()

    public init() {}

    public mutating func observe(_ step: Step, into row: inout TraceRow) {
        row[Self.momentNorm] = step.first.all.norm
    }
}
