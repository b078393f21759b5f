public import Settings
public import Tensors

/// Clipping by the norm of the whole gradient, as in PyTorch's `clip_grad_norm_`: g ← g·min(1, limit/(|g| + 1e-6)).
///
/// The 1e-6 is PyTorch's and absolute: the guard acts when |g| > limit − 1e-6, and the clipped norm is slightly below
/// the limit. The direction does not change (Pascanu, Mikolov and Bengio 2013).
///
/// The norm is computed without overflow. PyTorch's overflows when squares do, which depends on precision and device,
/// and then makes the gradient zero. A gradient that is not finite is not changed.
public struct ClipNorm: GradientGuard {
    public static let name = "clip-norm"
    public static let summary = "Scales the gradient down to a norm of at most the limit."
    public static let settings: [Setting<ClipNorm>] = [
        Setting("limit", \.limit, in: .positive, "The largest |g| over all parameters.")
    ]

    /// The maximal norm.
    public var limit = 1.0

    public init() {}

    public func apply<S: Scalar>(to gradient: Vector<S>, layout: ParameterLayout, step: Int) {
        let norm = gradient.all.norm
        let factor = limit / (norm + 1e-6)
        if norm.isFinite, factor < 1 { gradient.all.scale(by: factor) }
    }
}
