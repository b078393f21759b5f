public import Settings
public import Tensors

/// A random v₀: each element is σ/(fan_in + fan_out)·χ²₁, the square of a standard normal number, scaled by its
/// layer.
///
/// That is the formula of Abuduweili and Liu (2025). Their code squares a Xavier-normal draw, whose variance is
/// 2/(fan_in + fan_out), which is twice the formula: a scale of 200 here is their default of 100. Their code also
/// leaves tensors of one extent (biases and normalisation) at 0, which `vectors: false` does here.
public struct ChiSquareStart: SecondMomentStart {
    public static let name = "chi-square"
    public static let summary = "v₀ drawn from a χ² distribution, scaled by each layer's fan-in and fan-out."
    public static let settings: [Setting<ChiSquareStart>] = [
        Setting("scale", \.scale, in: .nonnegative, "The factor σ on χ²₁/(fan_in + fan_out)."),
        Setting("vectors", \.fillsVectors, "Whether tensors of one extent are drawn too, instead of beginning at 0."),
    ]

    /// The factor σ.
    public var scale = 1.0
    /// Whether tensors of one extent are drawn.
    public var fillsVectors = true

    public init() {}

    public func fill<S: Scalar>(
        _ second: Vector<S>,
        layout: ParameterLayout,
        random: inout Random,
        batchGradient: (Int, Vector<S>) -> Void
    ) {
        second.all.fill(0)
        for slice in layout.slices where fillsVectors || slice.shape.count > 1 {
            let factor = scale / Double(max(slice.fanIn + slice.fanOut, 1))
            for place in slice.range {
                let number = random.normal()
                second[place] = S(factor * (number * number))
            }
        }
    }
}
