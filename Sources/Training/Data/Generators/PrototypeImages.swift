public import Settings

/// Noisy copies of Gaussian prototypes, one for each class; sample i has class i mod classes.
public struct PrototypeImages: DataGenerator {
    public static let name = "prototype-images"
    public static let summary = "Small images, each a Gaussian prototype of its class plus Gaussian noise."
    public static let settings: [Setting<PrototypeImages>] = [
        .samples(\.samples),
        Setting("classes", \.classes, in: 2...10_000, "The number of prototypes."),
        Setting("size", \.size, in: 1...1_024, "Height and width in pixels."),
        Setting("channels", \.channels, in: 1...64, "The number of channels."),
        Setting("noise", \.noise, in: .nonnegative, "The standard deviation of the noise on each pixel."),
        .labelNoise(\.labelNoise),
    ]

    /// The number of samples.
    public var samples = 64
    /// The number of prototypes.
    public var classes = 10
    /// Height and width in pixels.
    public var size = 8
    /// The number of channels.
    public var channels = 1
    /// The standard deviation of the noise on each pixel.
    public var noise = 0.7
    /// The probability that a label is wrong.
    public var labelNoise = 0.0

    public init() {}

    public var count: Int { samples }
    public var shape: DataShape {
        DataShape(.vectors([channels, size, size]), .classes(positions: 1, count: classes))
    }

    public func dataset(seed: Int) -> Dataset {
        let pixels = channels * size * size
        var rule = Random(seed: seed, stream: "data.rule")
        let prototypes = rule.normals(classes * pixels)
        var random = Random(seed: seed, stream: "data.inputs")
        var labels = (0..<samples).map { Int32($0 % classes) }
        var inputs: [Double] = []
        inputs.reserveCapacity(samples * pixels)
        for label in labels {
            for pixel in 0..<pixels { inputs.append(prototypes[Int(label) * pixels + pixel] + noise * random.normal()) }
        }
        TargetNoise.replace(labelNoise, of: &labels, classes: classes, seed: seed)
        return Dataset(.numbers(inputs), .indices(labels), shape: shape)
    }
}
