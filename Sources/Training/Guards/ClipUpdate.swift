public import Settings
public import Tensors

/// Clipping of each tensor's step: Δθ ← Δθ/max(1, RMS(Δθ)/(limit·η)), with the root mean square over the tensor.
///
/// It is Adafactor's update clipping (Shazeer and Stern 2018, section 6, d = limit), here for any optimizer. Adam's
/// step has a root mean square near η when gradients keep their sign, and a larger one when g exceeds a stale √v. The
/// part of Δθ due to weight decay is included.
public struct ClipUpdate: StepGuard {
    public static let name = "clip-update"
    public static let summary = "Shortens each tensor's step to a root mean square of at most the limit, in units of η."
    public static let settings: [Setting<ClipUpdate>] = [
        Setting("limit", \.limit, in: .positive, "The largest RMS(Δθ)/η of a tensor.")
    ]

    /// The maximal RMS(Δθ)/η.
    public var limit = 1.0

    public init() {}

    public func apply<S: Scalar>(
        before: Vector<S>,
        after: Vector<S>,
        layout: ParameterLayout,
        learningRate: Double
    ) {
        for slice in layout.slices {
            let range = slice.range
            limitStep(from: before[range], to: after[range], limit: limit, learningRate: learningRate)
        }
    }
}
