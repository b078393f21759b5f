public import Settings
public import Tensors

/// Weights normal with standard deviation gain · fan^(−exponent).
///
/// With `fan: width`, the fan is the number m of hidden units that a weight is connected to: the outputs of its
/// layer, or the inputs of the last one. So N(0, 1/m) is `{fan: width}`, and the deviations m^−0.4 and m^−1 of Bai
/// and others (arXiv 2506.04805, appendix E) are `{fan: width, exponent: 0.4}` and `{fan: width, exponent: 1}`. The
/// fan of embedding and position tables is always the length of their rows. Normalisation is initialised as the
/// identity.
public struct NormalInitializer: Initializer, Hashable {
    public static let name = "normal"
    public static let summary = "Weights normal with standard deviation gain · fan^(−exponent)."
    /// The quantity that serves as fan.
    public enum Fan: String, Sendable, CaseIterable {
        case inputs = "in"
        case outputs = "out"
        /// The number of hidden units.
        case width
    }

    /// The initial values of biases.
    public enum Biases: String, Sendable, CaseIterable {
        case zero
        /// Distributed like their layer's weights.
        case alike
    }

    public static let settings: [Setting<NormalInitializer>] = [
        Setting(
            "gain",
            \.gain,
            in: .nonnegative,
            "A factor on every number drawn; with exponent 0 the deviation itself."
        ),
        Setting("fan", \.fan, "What is counted: a layer's inputs, outputs or hidden units."),
        Setting("exponent", \.exponent, in: .closed(-10...10), "The power of the fan by which the deviation falls."),
        Setting("biases", \.biases, "Whether biases start at zero or as their layer's weight."),
    ]

    /// A factor on every number drawn.
    public var gain = 1.0
    /// The quantity that serves as fan.
    public var fan = Fan.inputs
    /// The exponent with which the deviation falls with the fan.
    public var exponent = 0.5
    /// The initial values of biases.
    public var biases = Biases.zero

    public init() {}

    public func parameters(of layout: ParameterLayout, random: inout Random, files: [String: [UInt8]]) -> [Double] {
        let last = layout.slices.last { $0.role == .weight }?.layer
        var deviations: [String: Double] = [:]
        for slice in layout.slices {
            deviations[slice.name] = gain * power(of: fan(of: slice, isLast: slice.layer == last))
        }
        return layout.parameters { slice in
            slice.role == .bias && biases == .zero ? 0 : (deviations[slice.name] ?? 0) * random.normal()
        }
    }

    /// fan^(−exponent), computed with functions that have the same bits on every platform.
    private func power(of fan: Int) -> Double {
        Elementary.exponential(-exponent * Random.logarithm(Double(fan)))
    }

    private func fan(of slice: ParameterLayout.Slice, isLast: Bool) -> Int {
        if slice.role == .embedding { return slice.rowLength }
        return switch fan {
        case .inputs: slice.fanIn
        case .outputs: slice.fanOut
        case .width: isLast ? slice.fanIn : slice.fanOut
        }
    }
}
