public import Settings
public import Tensors

/// Update clipping as a whole: Δθ is scaled so that |Δθ| ≤ limit·η·√n over all n parameters, and keeps its direction.
///
/// That is ``ClipUpdate``'s rule with the root mean square over all tensors together, so that one limit means the same
/// for models of different sizes. What weight decay adds to Δθ counts.
public struct ClipUpdateNorm: StepGuard {
    public static let name = "clip-update-norm"
    public static let summary = "Shortens the whole step to a root mean square of at most the limit, in units of η."
    public static let settings: [Setting<ClipUpdateNorm>] = [
        Setting("limit", \.limit, in: .positive, "The largest |Δθ|/(η√n), with n parameters.")
    ]

    /// The largest |Δθ|/(η√n).
    public var limit = 1.0

    public init() {}

    public func apply<S: Scalar>(
        before: Vector<S>,
        after: Vector<S>,
        layout: ParameterLayout,
        learningRate: Double
    ) {
        limitStep(from: before.all, to: after.all, limit: limit, learningRate: learningRate)
    }
}
