public import Settings
public import Tensors

/// ZClip (Kumar and others 2025, arXiv 2504.02507): clips gradients whose norm is an outlier of its own recent
/// values.
///
/// μ and σ² are running means of the norm and of its squared deviation from μ. With z = (|g| − μ)/(σ + ε), a gradient
/// with z > z_thres is scaled to the norm μ + σ·z_thres²/z, the paper's reciprocal rule: the larger z, the closer to
/// μ. Then μ ← α·μ + (1 − α)·n and σ² ← α·σ² + (1 − α)·(n − μ)², with the new μ and with n the norm after clipping,
/// so that a spike does not widen its own limit. The first `warmup_steps` gradients pass; μ and σ² begin as their
/// mean and variance (divided by their number, not one less).
///
/// The order of the two updates, the variance's divisor and ε follow the authors' code (bluorion-com/ZClip), since
/// the paper leaves them open. That code also clips to a fixed norm of 1 by default, which is ``ClipNorm`` here.
/// There is one difference: if the rule gives a norm of 0, because no gradient has occurred yet, the gradient passes.
public struct ZClip: GradientGuard {
    public static let name = "zclip"
    public static let summary = "Scales gradients down whose norm is an outlier of its running mean and deviation."
    public static let settings: [Setting<ZClip>] = [
        Setting("alpha", \.alpha, in: .decay, "The decay rate α of the norm's mean and variance, per step."),
        Setting(
            "z_threshold",
            \.threshold,
            in: .positive,
            "The z_thres from which a norm is an outlier, in deviations."
        ),
        Setting("warmup_steps", \.warmUpSteps, in: 1...1_000_000, "The first gradients, which are only observed."),
        Setting("eps", \.epsilon, in: .nonnegative, "The constant ε added to σ in z, in units of the norm."),
    ]

    /// The decay rate α.
    public var alpha = 0.97
    /// The z-score z_thres.
    public var threshold = 2.5
    /// The number of first gradients that are only observed.
    public var warmUpSteps = 25
    /// The constant ε.
    public var epsilon = 1e-6

    /// The number of observed norms.
    private var observed = 0
    /// μ and σ².
    private var mean = 0.0, variance = 0.0

    public init() {}

    public mutating func begin(_ layout: ParameterLayout) {
        observed = 0
        mean = 0
        variance = 0
    }

    public mutating func apply<S: Scalar>(to gradient: Vector<S>, layout: ParameterLayout, step: Int) {
        let norm = gradient.all.norm
        guard norm.isFinite else { return }
        guard observed >= warmUpSteps else { return observe(norm) }
        let allowed = limit(for: norm)
        if allowed < norm { gradient.all.scale(by: allowed / norm) }
        mean = alpha * mean + (1 - alpha) * allowed
        variance = alpha * variance + (1 - alpha) * (allowed - mean) * (allowed - mean)
    }

    /// The norm to which a gradient is limited; its own norm unless it is an outlier.
    private func limit(for norm: Double) -> Double {
        let deviation = variance.squareRoot()
        let z = (norm - mean) / (deviation + epsilon)
        guard z > threshold else { return norm }
        let allowed = mean + deviation * threshold * (threshold / z)
        return allowed > 0 ? min(allowed, norm) : norm
    }

    /// Adds a norm of the warm-up to the mean and the variance over all norms so far (Welford 1962).
    private mutating func observe(_ norm: Double) {
        observed += 1
        let before = norm - mean
        mean += before / Double(observed)
        variance += (before * (norm - mean) - variance) / Double(observed)
    }
}
