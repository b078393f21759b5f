public import Settings
public import Tensors

/// Weights and biases uniform in ±gain/√fan_in, as in PyTorch; tables normal with variance 1/width.
///
/// A bias has the fan_in of its layer's weight. The width of embedding and position tables is the length of their
/// rows. Normalisation is initialised as the identity. PyTorch's own `nn.Embedding` has variance 1 instead.
public struct UniformInitializer: Initializer, Hashable {
    public static let name = "uniform"
    public static let summary = "Weights and biases uniform in ±gain/√fan_in, embeddings normal with sd 1/√width."
    public static let settings: [Setting<UniformInitializer>] = [
        Setting("gain", \.gain, in: .nonnegative, "A factor on every number drawn."),
        Setting("bias_gain", \.biasGain, in: .nonnegative, "A further factor on biases; 0 starts them at zero."),
        Setting("embedding_gain", \.embeddingGain, in: .nonnegative, "A further factor on embeddings and positions."),
    ]

    /// A factor on every number drawn.
    public var gain = 1.0
    /// A further factor on biases.
    public var biasGain = 1.0
    /// A further factor on embeddings and positions.
    public var embeddingGain = 1.0

    public init() {}

    public func parameters(of layout: ParameterLayout, random: inout Random, files: [String: [UInt8]]) -> [Double] {
        layout.parameters { slice in
            switch slice.role {
            case .embedding: gain * embeddingGain * random.normal() / Double(slice.rowLength).squareRoot()
            case .bias: gain * biasGain * within(slice, &random)
            default: gain * within(slice, &random)
            }
        }
    }

    private func within(_ slice: ParameterLayout.Slice, _ random: inout Random) -> Double {
        (2 * random.uniform() - 1) / Double(slice.fanIn).squareRoot()
    }
}
