public import Settings

/// y = w·x + u·(x∘x) + noise with Gaussian w, u and x.
///
/// The 50-dimensional target of Bai and others 2025 (Fig. 5).
public struct QuadraticRegression: DataGenerator {
    public static let name = "quadratic-regression"
    public static let summary = "A linear and a square part of Gaussian inputs, y = w·x + u·(x∘x)."
    public static let settings: [Setting<QuadraticRegression>] = [
        .samples(\.samples),
        Setting("dimension", \.dimension, in: 1...100_000, "The number of inputs of a sample."),
        .targetNoise(\.noise),
    ]

    /// The number of samples.
    public var samples = 200
    /// The number of inputs of a sample.
    public var dimension = 50
    /// The standard deviation of the noise on the targets; the paper uses 0.1.
    public var noise = 0.0

    public init() {}

    public var count: Int { samples }
    public var shape: DataShape { DataShape(.vectors([dimension]), .vectors(width: 1)) }

    public func dataset(seed: Int) -> Dataset {
        var rule = Random(seed: seed, stream: "data.rule")
        let linear = rule.normals(dimension)
        let square = rule.normals(dimension)
        var random = Random(seed: seed, stream: "data.inputs")
        let inputs = random.normals(samples * dimension)
        var targets = (0..<samples).map { sample in
            var sum = 0.0
            for i in 0..<dimension {
                let x = inputs[sample * dimension + i]
                sum += (linear[i] + square[i] * x) * x
            }
            return sum
        }
        TargetNoise.add(noise, to: &targets, seed: seed)
        return Dataset(.numbers(inputs), .numbers(targets), shape: shape)
    }
}
