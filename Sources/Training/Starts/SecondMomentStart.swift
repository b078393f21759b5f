public import Settings
public import Tensors

/// How the second moment v of a rule begins, in zero's place (Abuduweili and Liu 2025, arXiv 2412.02153).
///
/// From v = 0 Adam's first step is −η·sign g. Whether v₀ then enters with a bias correction is the optimizer's setting:
/// with it v̂₁ = (β2·v₀ + (1 − β2)g²)/(1 − β2), in which v₀ counts 1/(1 − β2)-fold and which acts as a warm-up that ends
/// after about 1/(1 − β2) steps; that is what the authors' experiments did.
public protocol SecondMomentStart: Configurable {
    /// How many batch gradients it asks for; 0 when it needs none.
    var batches: Int { get }
    /// How many samples, drawn without putting back, each of those batches has.
    var batchSize: Int { get }
    /// Writes v₀, at least 0, over all of `second`.
    ///
    /// `batchGradient(i, vector)` writes the gradient of batch i, from 0, at the initial parameters; random numbers come
    /// from `random`.
    func fill<S: Scalar>(
        _ second: Vector<S>,
        layout: ParameterLayout,
        random: inout Random,
        batchGradient: (Int, Vector<S>) -> Void
    )
}

extension SecondMomentStart {
    /// Starts that look at no data ask for no batch.
    public var batches: Int { 0 }
    /// Starts that look at no data ask for no samples.
    public var batchSize: Int { 0 }
}
