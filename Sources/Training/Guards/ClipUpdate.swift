public import Settings
public import Tensors

/// Update clipping tensor by tensor: Δθ ← Δθ/max(1, RMS(Δθ)/(limit·η)), with the root mean square over a tensor.
///
/// It is Adafactor's clipping of the update (Shazeer and Stern 2018, section 6, d = limit), here for any rule. Adam's
/// update has a root mean square near η when gradients are of a sign, and more when g exceeds a stale √v. What weight
/// decay adds to Δθ counts.
public struct ClipUpdate: StepGuard {
    public static let name = "clip-update"
    public static let summary = "Shortens each tensor's step to a root mean square of at most the limit, in units of η."
    public static let settings: [Setting<ClipUpdate>] = [
        Setting("limit", \.limit, in: .positive, "The largest RMS(Δθ)/η of a tensor.")
    ]

    /// The largest RMS(Δθ)/η.
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
