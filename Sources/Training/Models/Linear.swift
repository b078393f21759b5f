public import Settings
public import Tensors

/// A linear model: outputs = x·Wᵀ + b.
///
/// Inputs with several extents are flattened. Parameters: `linear.weight`, of shape outputs, inputs, and
/// `linear.bias`.
public struct Linear: Network, Hashable {
    public static let name = "linear"
    public static let summary = "A linear model with as many inputs and outputs as the data have."
    public static let settings: [Setting<Linear>] = [Setting("bias", \.hasBias, "Whether it has a bias.")]

    /// Whether it has a bias.
    public var hasBias = true

    public init() {}

    public func check(_ shape: DataShape) throws {
        _ = try extents(of: shape)
    }

    public func record(
        _ recorder: inout Recorder,
        _ input: NetworkInput,
        samples: Int,
        positions: Int,
        outputs: Int
    ) -> Node {
        let x = input.vectors(samples: samples)
        return recorder.denseLayer("linear", x, outputs: outputs, hasBias: hasBias)
    }
}
