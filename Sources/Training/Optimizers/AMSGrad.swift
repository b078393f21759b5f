public import Settings

/// AMSGrad (Reddi, Kale and Kumar 2018): ``Adam`` with the maximum of v so far in its denominator, in one of three
/// variants.
///
/// Let M be the maximum. The authors update θ ← θ − η·m/(√M + ε), M = max(M, v), without bias correction. PyTorch
/// corrects both biases: m̂ over √(M/(1 − β2ᵗ)) + ε, which still falls as 1 − β2ᵗ grows. optax takes the maximum
/// after the correction: M = max(M, v̂). The three differ while t is not large compared with 1/(1 − β2).
public struct AMSGrad: AdamRule {
    public static let name = "amsgrad"
    public static let summary = "Adam whose denominator never forgets: the largest v so far takes v's place."
    public static let settings: [Setting<AMSGrad>] =
        rates + decay + decoupling + maximizing + interventions
        + [
            Setting(
                "order",
                \.order,
                "Whose order of maximum and bias correction: PyTorch's, optax's, or that of the authors, who correct no bias."
            )
        ]

    /// The order of maximum and bias correction, by its implementation.
    public enum Order: String, Sendable, CaseIterable {
        /// The maximum of v, then bias-corrected.
        case torch
        /// The maximum of the bias-corrected v̂.
        case optax
        /// The maximum of v, with no bias correction of m or v.
        case reddi
    }

    public var shared = AdamSettings()
    /// The order of maximum and bias correction.
    public var order = Order.torch {
        didSet {
            shared.correctsFirst = order != .reddi
            shared.correctsSecond = order != .reddi
        }
    }
    public var largest: LargestMoment? { order == .optax ? .afterCorrection : .beforeCorrection }

    public init() {}
}
