public import Settings
public import Tensors

/// Clipping of the whole step: Δθ is scaled so that |Δθ| ≤ limit·η·√n over all n parameters, and keeps its direction.
///
/// This is ``ClipUpdate`` with the root mean square over all tensors together, so that one limit means the same for
/// models of different sizes. The part of Δθ due to weight decay is included.
public struct ClipUpdateNorm: StepGuard {
    public static let name = "clip-update-norm"
    public static let summary = "Shortens the whole step to a root mean square of at most the limit, in units of η."
    public static let settings: [Setting<ClipUpdateNorm>] = [
        Setting("limit", \.limit, in: .positive, "The largest |Δθ|/(η√n), with n parameters.")
    ]

    /// The maximal |Δθ|/(η√n).
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
