public import Settings

/// y = sin(Σ xᵢ) of Gaussian x: smooth, but far from additive, so that depth helps.
public struct SineOfSum: DataGenerator {
    public static let name = "sine-of-sum"
    public static let summary = "The sine of the sum of Gaussian inputs."
    public static let settings: [Setting<SineOfSum>] = [
        .samples(\.samples),
        Setting("dimension", \.dimension, in: 1...100_000, "The number of inputs of a sample."),
        .targetNoise(\.noise),
    ]

    /// The number of samples.
    public var samples = 128
    /// The number of inputs of a sample.
    public var dimension = 10
    /// The standard deviation of the noise on the targets.
    public var noise = 0.0

    public init() {}

    public var count: Int { samples }
    public var shape: DataShape { DataShape(.vectors([dimension]), .vectors(width: 1)) }

    public func dataset(seed: Int) -> Dataset {
        var random = Random(seed: seed, stream: "data.inputs")
        let inputs = random.normals(samples * dimension)
        var targets = (0..<samples).map { sample in
            Elementary.sine(inputs[sample * dimension..<(sample + 1) * dimension].reduce(0, +))
        }
        TargetNoise.add(noise, to: &targets, seed: seed)
        return Dataset(.numbers(inputs), .numbers(targets), shape: shape)
    }
}
