public import Settings

/// AMSGrad (Reddi, Kale and Kumar 2018): ``Adam`` whose denominator takes the largest v so far, in one of three orders.
///
/// With M the largest so far, the authors write θ ← θ − η·m/(√M + ε), M = max(M, v), and correct no bias. PyTorch corrects
/// both: m̂ over √(M/(1 − β2ᵗ)) + ε, which still sinks while 1 − β2ᵗ rises. optax takes the largest after the
/// correction, M = max(M, v̂). The three differ while t is not large against 1/(1 − β2).
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

    /// Whose order of maximum and bias correction.
    public enum Order: String, Sendable, CaseIterable {
        /// The largest v, corrected.
        case torch
        /// The largest corrected v.
        case optax
        /// The largest v; neither m nor v is corrected.
        case reddi
    }

    public var shared = AdamSettings()
    /// Whose order of maximum and bias correction.
    public var order = Order.torch {
        didSet {
            shared.correctsFirst = order != .reddi
            shared.correctsSecond = order != .reddi
        }
    }
    public var largest: LargestMoment? { order == .optax ? .afterCorrection : .beforeCorrection }

    public init() {}
}
