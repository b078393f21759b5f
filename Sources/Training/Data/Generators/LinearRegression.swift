public import Settings

/// y = w·x + noise with Gaussian w and x, in which the inputs' variances fall from 1 to 1/condition.
///
/// Their logarithms are equally spaced. A linear model without bias then has, up to sampling, a Hessian of this
/// condition number.
public struct LinearRegression: DataGenerator {
    public static let name = "linear-regression"
    public static let summary = "A linear target of Gaussian inputs with a given condition number."
    public static let settings: [Setting<LinearRegression>] = [
        .samples(\.samples),
        Setting("dimension", \.dimension, in: 1...100_000, "The number of inputs of a sample."),
        Setting(
            "condition",
            \.condition,
            in: .closed(1...1e12),
            "The largest variance of an input over the smallest."
        ),
        .targetNoise(\.noise),
    ]

    /// The number of samples.
    public var samples = 200
    /// The number of inputs of a sample.
    public var dimension = 20
    /// The largest variance of an input over the smallest.
    public var condition = 1.0
    /// The standard deviation of the noise on the targets.
    public var noise = 0.0

    public init() {}

    public var count: Int { samples }
    public var shape: DataShape { DataShape(.vectors([dimension]), .vectors(width: 1)) }

    public func dataset(seed: Int) -> Dataset {
        var rule = Random(seed: seed, stream: "data.rule")
        let weights = rule.normals(dimension)
        let fall = Random.logarithm(condition) / 2 / Double(max(1, dimension - 1))
        let deviations = (0..<dimension).map { Elementary.exponential(-fall * Double($0)) }
        var random = Random(seed: seed, stream: "data.inputs")
        var inputs = random.normals(samples * dimension)
        var targets = [Double](repeating: 0, count: samples)
        for sample in 0..<samples {
            for i in 0..<dimension {
                inputs[sample * dimension + i] *= deviations[i]
                targets[sample] += weights[i] * inputs[sample * dimension + i]
            }
        }
        TargetNoise.add(noise, to: &targets, seed: seed)
        return Dataset(.numbers(inputs), .numbers(targets), shape: shape)
    }
}
