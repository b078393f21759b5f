public import Traces

extension TrainingLoop {
    /// What a run records whatever its probes are.
    public static let columns: [TraceColumn] = [
        .loss, .fullLoss, .gradNorm, .updateNorm, .updateRatio, .lr, .threshold, .gradientFactor,
    ]
}
