public import Settings
public import Tensors

/// Weights with variance gain²·2/(fan_in + fan_out), biases zero (Glorot and Bengio 2010).
///
/// Embedding and position tables are treated as the dense layers on one-hot words to which they are equivalent.
public struct XavierInitializer: Initializer, Hashable {
    public static let name = "xavier"
    public static let summary = "Weights with variance 2/(fan_in + fan_out), biases zero."
    /// The distribution from which weights are drawn.
    public enum Distribution: String, Sendable, CaseIterable {
        case uniform, normal
    }

    public static let settings: [Setting<XavierInitializer>] = [
        Setting("gain", \.gain, in: .nonnegative, "A factor on every number drawn."),
        Setting("distribution", \.distribution, "The distribution from which weights are drawn."),
    ]

    /// A factor on every number drawn.
    public var gain = 1.0
    /// The distribution from which weights are drawn.
    public var distribution = Distribution.uniform

    public init() {}

    public func parameters(of layout: ParameterLayout, random: inout Random, files: [String: [UInt8]]) -> [Double] {
        layout.parameters { slice in
            guard slice.role != .bias else { return 0 }
            let deviation = gain * (2 / Double(slice.fanIn + slice.fanOut)).squareRoot()
            // A uniform number in ±1 has variance 1/3.
            let unit = distribution == .normal ? random.normal() : 3.0.squareRoot() * (2 * random.uniform() - 1)
            return deviation * unit
        }
    }
}
