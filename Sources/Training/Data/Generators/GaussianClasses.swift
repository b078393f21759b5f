public import Settings

/// Clouds of Gaussian points around centres drawn from the seed; sample i has class i mod classes.
public struct GaussianClasses: DataGenerator {
    public static let name = "gaussian-classes"
    public static let summary = "Gaussian clouds around drawn centres, one class each."
    public static let settings: [Setting<GaussianClasses>] = [
        .samples(\.samples),
        Setting("dimension", \.dimension, in: 1...100_000, "The number of inputs of a sample."),
        Setting("classes", \.classes, in: 2...10_000, "The number of clouds."),
        Setting(
            "separation",
            \.separation,
            in: .nonnegative,
            "The standard deviation of each coordinate of a centre; that of a point around its centre is 1."
        ),
        .labelNoise(\.labelNoise),
    ]

    /// The number of samples.
    public var samples = 200
    /// The number of inputs of a sample.
    public var dimension = 10
    /// The number of clouds.
    public var classes = 4
    /// The standard deviation of each coordinate of a centre.
    public var separation = 1.0
    /// The probability that a label is wrong.
    public var labelNoise = 0.0

    public init() {}

    public var count: Int { samples }
    public var shape: DataShape { DataShape(.vectors([dimension]), .classes(positions: 1, count: classes)) }

    public func dataset(seed: Int) -> Dataset {
        var rule = Random(seed: seed, stream: "data.rule")
        let centres = rule.normals(classes * dimension)
        var random = Random(seed: seed, stream: "data.inputs")
        var inputs = random.normals(samples * dimension)
        var labels = (0..<samples).map { Int32($0 % classes) }
        for sample in 0..<samples {
            let centre = Int(labels[sample]) * dimension
            for i in 0..<dimension { inputs[sample * dimension + i] += separation * centres[centre + i] }
        }
        TargetNoise.replace(labelNoise, of: &labels, classes: classes, seed: seed)
        return Dataset(.numbers(inputs), .indices(labels), shape: shape)
    }
}
