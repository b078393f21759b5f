public import Settings
public import Tensors

/// Clipping of each element, as in PyTorch's `clip_grad_value_`: gᵢ ← min(max(gᵢ, −limit), limit).
///
/// Unlike clipping by the norm, it may change the gradient's direction.
public struct ClipValue: GradientGuard {
    public static let name = "clip-value"
    public static let summary = "Clips every element of the gradient to plus or minus the limit."
    public static let settings: [Setting<ClipValue>] = [
        Setting("limit", \.limit, in: .positive, "The largest magnitude of an element.")
    ]

    /// The maximal magnitude.
    public var limit = 1.0

    public init() {}

    public func apply<S: Scalar>(to gradient: Vector<S>, layout: ParameterLayout, step: Int) {
        let largest = gradient.all.maximumMagnitude
        if largest.isFinite, largest > limit { gradient.all.clamp(-limit, limit) }
    }
}
