public import Settings

/// AMSGrad (Reddi, Kale and Kumar 2018) by PyTorch's rule: ``Adam`` with the largest v so far in v's place.
///
/// The largest is taken before the bias correction, as in PyTorch; optax takes it after.
public struct AMSGrad: AdamRule {
    public static let name = "amsgrad"
    public static let summary = "Adam whose denominator never forgets: the largest v so far takes v's place."
    public static let settings: [Setting<AMSGrad>] =
        rates + decay + decoupling + maximizing + interventions + correction

    public var shared = AdamSettings()
    public var isAMSGrad: Bool { true }

    public init() {}
}
