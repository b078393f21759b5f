public import Settings
public import Tensors

/// v₀ from data: v₀ = σ·(E[g]² + Var[g]) = σ·E[g²], element by element, over gradients of batches at the start.
///
/// Abuduweili and Liu (2025) define it over single samples, which is a batch size of 1. With a larger batch B the
/// variance is divided by B, as in a run with batches of B. The authors' code uses up to 5,000 samples in batches,
/// multiplies the variance between batches by B to estimate that of samples, and has σ = 100 by default.
public struct DataStart: SecondMomentStart {
    public static let name = "from-data"
    public static let summary = "v₀ as a multiple of the mean squared batch gradient at the start."
    public static let settings: [Setting<DataStart>] = [
        Setting("batches", \.batches, in: 1...1_000_000, "How many batch gradients are averaged."),
        Setting("batch_size", \.batchSize, in: 1...10_000_000, "How many samples a batch has; 1 is the paper's."),
        Setting("scale", \.scale, in: .nonnegative, "The factor σ on the mean squared gradient."),
    ]

    public var batches = 100
    public var batchSize = 1
    /// The factor σ.
    public var scale = 1.0

    public init() {}

    public func fill<S: Scalar>(
        _ second: Vector<S>,
        layout: ParameterLayout,
        random: inout Random,
        batchGradient: (Int, Vector<S>) -> Void
    ) {
        let gradient = Vector<S>(count: second.count)
        // In double precision, since squares of small single-precision gradients would underflow before σ is applied.
        let (mean, wide) = (Vector<Double>(count: second.count), Vector<Double>(count: second.count))
        for batch in 0..<batches {
            batchGradient(batch, gradient)
            wide.all.convert(from: gradient.all)
            mean.all.addProduct(wide.all, wide.all)
        }
        mean.all.scale(by: scale / Double(batches))
        second.all.convert(from: mean.all)
    }
}
