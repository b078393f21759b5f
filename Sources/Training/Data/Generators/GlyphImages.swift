public import Settings

/// Ten digits, each randomly moved, faded and covered by noise; sample i has class i mod 10.
///
/// Background is 0 and ink is 1 before contrast and noise. Digits are polylines with round ends; a pixel at an edge
/// is grey according to its distance from the line.
public struct GlyphImages: DataGenerator {
    public static let name = "glyph-images"
    public static let summary = "Small grey images of the ten digits with shift, contrast and noise."
    public static let settings: [Setting<GlyphImages>] = [
        .samples(\.samples),
        Setting("size", \.size, in: 8...28, "Height and width in pixels."),
        Setting("thickness", \.thickness, in: .closed(0.02...0.4), "The width of the lines as a share of the size."),
        Setting("shift", \.shift, in: .closed(0...8), "The largest shift along each axis in pixels, drawn evenly."),
        Setting("contrast", \.contrast, in: .closed(0...1), "The least contrast; it is drawn evenly from there to 1."),
        Setting("noise", \.noise, in: .nonnegative, "The standard deviation of the noise on each pixel."),
        .labelNoise(\.labelNoise),
    ]

    /// The number of samples.
    public var samples = 200
    /// Height and width in pixels.
    public var size = 12
    /// The width of the lines as a share of the size.
    public var thickness = 0.12
    /// The largest shift along each axis in pixels.
    public var shift = 1.0
    /// The minimal contrast.
    public var contrast = 0.6
    /// The standard deviation of the noise on each pixel.
    public var noise = 0.1
    /// The probability that a label is wrong.
    public var labelNoise = 0.0

    public init() {}

    public var count: Int { samples }
    public var shape: DataShape { DataShape(.vectors([1, size, size]), .classes(positions: 1, count: 10)) }

    public func dataset(seed: Int) -> Dataset {
        var random = Random(seed: seed, stream: "data.inputs")
        var labels = (0..<samples).map { Int32($0 % 10) }
        var inputs: [Double] = []
        inputs.reserveCapacity(samples * size * size)
        for label in labels {
            let right = shift * (2 * random.uniform() - 1)
            let down = shift * (2 * random.uniform() - 1)
            let ink = 1 - (1 - contrast) * random.uniform()
            let image = DigitGlyph(Int(label)).image(size: size, thickness: thickness, right: right, down: down)
            for pixel in image { inputs.append(ink * pixel + noise * random.normal()) }
        }
        TargetNoise.replace(labelNoise, of: &labels, classes: 10, seed: seed)
        return Dataset(.numbers(inputs), .indices(labels), shape: shape)
    }
}
