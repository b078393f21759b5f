public import Settings
public import Tensors

/// The initial value v₀ of an optimizer's second moment, instead of zero (Abuduweili and Liu 2025, arXiv 2412.02153).
///
/// From v = 0, Adam's first step is −η·sign g. Whether the bias correction applies to v₀ is the optimizer's setting.
/// With it, v̂₁ = (β2·v₀ + (1 − β2)g²)/(1 − β2): v₀ is multiplied by about 1/(1 − β2), and acts as a warm-up that
/// ends after about 1/(1 − β2) steps. The authors' experiments did that.
public protocol SecondMomentStart: Configurable {
    /// The number of batch gradients it needs; 0 when it needs none.
    var batches: Int { get }
    /// The number of samples in each of those batches, drawn without replacement.
    var batchSize: Int { get }
    /// Writes v₀, which must not be negative, to all of `second`.
    ///
    /// `batchGradient(i, vector)` writes the gradient of batch i, from 0, at the initial parameters; random numbers
    /// come from `random`.
    func fill<S: Scalar>(
        _ second: Vector<S>,
        layout: ParameterLayout,
        random: inout Random,
        batchGradient: (Int, Vector<S>) -> Void
    )
}

extension SecondMomentStart {
    /// By default no batch is needed.
    public var batches: Int { 0 }
    /// By default no samples are needed.
    public var batchSize: Int { 0 }
}
