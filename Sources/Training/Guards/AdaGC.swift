public import Settings
public import Tensors

/// AdaGC (Wang and others 2025, arXiv 2502.11034): clips each tensor's norm near its own running mean.
///
/// In the steps t < T of the warm-up the whole gradient is scaled to a norm of at most λ_abs, and γ of each tensor is
/// the smallest norm it has had after that. From step T on ĝ = g·min(1, λ_rel·γ/|g|) for each tensor, and γ ← β·γ +
/// (1 − β)·|ĝ|. So γ grows by at most the factor 1 + (1 − β)(λ_rel − 1) in a step. The optimizer that follows is the
/// author's choice; the paper uses AdamW.
///
/// A zero gradient says nothing about a tensor's usual norm, and γ = 0 would clip it to zero forever; such a step
/// therefore leaves γ unchanged. A tensor without any gradient during the warm-up begins with the norm of its first
/// one.
public struct AdaGC: GradientGuard {
    public static let name = "adagc"
    public static let summary = "Clips each tensor's gradient near the running mean of its own norm."
    public static let settings: [Setting<AdaGC>] = [
        Setting("lambda_rel", \.relativeLimit, in: .positive, "The limit λ_rel of a tensor's norm, in multiples of γ."),
        Setting("lambda_abs", \.absoluteLimit, in: .positive, "The limit λ_abs of the whole norm in the warm-up."),
        Setting("beta", \.beta, in: .decay, "The decay rate β of γ, per step."),
        Setting("warmup_steps", \.warmUpSteps, in: 0...1_000_000_000, "The step T at which the warm-up is over."),
    ]

    /// The limit λ_rel in multiples of γ.
    public var relativeLimit = 1.05
    /// The limit λ_abs in the warm-up.
    public var absoluteLimit = 1.0
    /// The decay rate β.
    public var beta = 0.98
    /// The step T.
    public var warmUpSteps = 100

    /// γ of each tensor; infinite before its first gradient.
    private var usual: [Double] = []

    public init() {}

    public mutating func begin(_ layout: ParameterLayout) {
        usual = Array(repeating: .infinity, count: layout.slices.count)
    }

    public mutating func apply<S: Scalar>(to gradient: Vector<S>, layout: ParameterLayout, step: Int) {
        precondition(usual.count == layout.slices.count, "AdaGC was not begun with this layout")
        let norm = gradient.all.norm
        guard norm.isFinite else { return }
        let warmsUp = step < warmUpSteps
        if warmsUp, norm > absoluteLimit { gradient.all.scale(by: absoluteLimit / norm) }
        for (index, slice) in layout.slices.enumerated() {
            let part = gradient[slice.range]
            let norm = part.norm
            if norm == 0 { continue }
            if warmsUp {
                usual[index] = min(usual[index], norm)
            } else {
                let allowed = min(norm, relativeLimit * usual[index])
                if allowed < norm { part.scale(by: allowed / norm) }
                usual[index] = usual[index].isFinite ? beta * usual[index] + (1 - beta) * allowed : norm
            }
        }
    }
}
