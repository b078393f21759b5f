public import Settings

/// y = Σ sin(f·x) at equidistant x.
///
/// The default is sin x + sin 4x of Bai and others 2025 (Fig. 4).
public struct Sines: DataGenerator {
    public static let name = "sines"
    public static let summary = "A sum of sines at equidistant points of an interval around zero."
    public static let settings: [Setting<Sines>] = [
        Setting("points", \.points, in: 2...1_000_000, "The number of equidistant points, both ends included."),
        Setting(
            "frequencies",
            \.frequencies,
            each: .closed(-1_000...1_000),
            atLeast: 1,
            "The factors f of x in the sum of sin(f·x)."
        ),
        Setting(
            "range",
            \.range,
            in: Bounds(low: 0, includesLow: false, high: 1_000, includesHigh: false),
            "The largest x; the smallest is its negative."
        ),
        .targetNoise(\.noise),
    ]

    /// The number of points.
    public var points = 64
    /// The factors of x.
    public var frequencies = [1.0, 4.0]
    /// The largest x.
    public var range = Double.pi
    /// The standard deviation of the noise on the targets.
    public var noise = 0.0

    public init() {}

    public var count: Int { points }
    public var shape: DataShape { DataShape(.vectors([1]), .vectors(width: 1)) }

    public func dataset(seed: Int) -> Dataset {
        // Written so that the grid is symmetric to the last bit.
        let inputs = (0..<points).map { range * (Double(2 * $0 - (points - 1)) / Double(points - 1)) }
        var targets = inputs.map { x in frequencies.reduce(0) { $0 + Elementary.sine($1 * x) } }
        TargetNoise.add(noise, to: &targets, seed: seed)
        return Dataset(.numbers(inputs), .numbers(targets), shape: shape)
    }
}
