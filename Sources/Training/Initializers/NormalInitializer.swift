public import Settings
public import Tensors

/// Weights normal with standard deviation gain · fan^(−exponent).
///
/// `fan: width` is the number of hidden units m that a weight touches: the outputs of its layer, and the inputs of the last
/// one. So N(0, 1/m) is `{fan: width}`, and the deviations m^−0.4 and m^−1 of Bai and others (arXiv 2506.04805, appendix E)
/// are `{fan: width, exponent: 0.4}` and `{fan: width, exponent: 1}`. The fan of a table of embeddings or positions is
/// the length of its rows throughout. Normalisation starts as the identity.
public struct NormalInitializer: Initializer, Hashable {
    public static let name = "normal"
    public static let summary = "Weights normal with standard deviation gain · fan^(−exponent)."
    public static let settings: [Setting<NormalInitializer>] = [
        Setting(
            "gain",
            \.gain,
            in: .nonnegative,
            "A factor on every number drawn; with exponent 0 the deviation itself."
        ),
        Setting(
            "fan",
            \.fan,
            among: ["in", "out", "width"],
            "What is counted: a layer's inputs, outputs or hidden units."
        ),
        Setting("exponent", \.exponent, in: .closed(-10...10), "The power of the fan by which the deviation falls."),
        Setting(
            "biases",
            \.biases,
            among: ["zero", "alike"],
            "Whether biases start at zero or as their layer's weight."
        ),
    ]

    /// A factor on every number drawn.
    public var gain = 1.0
    /// `in`, `out` or `width`.
    public var fan = "in"
    /// The power of the fan by which the deviation falls.
    public var exponent = 0.5
    /// `zero` or `alike`.
    public var biases = "zero"

    public init() {}

    public func parameters(of layout: ParameterLayout, random: inout Random, files: [String: [UInt8]]) -> [Double] {
        let last = layout.slices.last { $0.role == .weight }?.layer
        var deviations: [String: Double] = [:]
        for slice in layout.slices {
            deviations[slice.name] = gain * power(of: fan(of: slice, isLast: slice.layer == last))
        }
        return layout.parameters { slice in
            slice.role == .bias && biases == "zero" ? 0 : (deviations[slice.name] ?? 0) * random.normal()
        }
    }

    /// fan^(−exponent), with functions that have the same bits on every platform.
    private func power(of fan: Int) -> Double {
        Elementary.exponential(-exponent * Random.logarithm(Double(fan)))
    }

    private func fan(of slice: ParameterLayout.Slice, isLast: Bool) -> Int {
        if slice.role == .embedding { return slice.rowLength }
        return switch fan {
        case "in": slice.fanIn
        case "out": slice.fanOut
        default: isLast ? slice.fanIn : slice.fanOut
        }
    }
}
