public import Traces

extension TrainingLoop {
    /// The columns that every run records, whatever its probes.
    public static let columns: [TraceColumn] = [
        .loss, .fullLoss, .gradNorm, .updateNorm, .updateRatio, .lr, .threshold, .gradientFactor,
    ]
}
