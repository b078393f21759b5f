public import Settings

/// AdamW (Loshchilov and Hutter 2019) by PyTorch's rule and defaults: ``Adam`` with decoupled weight decay.
///
/// θ ← (1 − η·wd)·θ, then Adam's step. The default of wd is 1e-2 in PyTorch, 1e-4 in optax.
public struct AdamW: AdamRule {
    public static let name = "adamw"
    public static let summary = "Adam with decoupled weight decay."
    public static let settings: [Setting<AdamW>] =
        rates + decay
        + [Setting("amsgrad", \.isAMSGrad, "Whether the largest v so far takes v's place in the denominator.")]
        + maximizing + interventions + correction

    public var shared = AdamSettings()
    public var isAMSGrad = false
    public var largest: LargestMoment? { isAMSGrad ? .beforeCorrection : nil }

    public init() {
        shared.weightDecay = 1e-2
        shared.decouplesWeightDecay = true
    }
}
