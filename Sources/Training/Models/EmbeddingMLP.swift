public import Settings
public import Tensors

/// A multilayer perceptron on the concatenated embeddings of a sequence.
///
/// The parameters are, in order: `embedding.weight`, of shape vocabulary, width, and then the dense layers as in
/// ``MLP``. The first of these has length · width inputs, and the last as many outputs as the data.
public struct EmbeddingMLP: Network, Hashable {
    public static let name = "embedding-mlp"
    public static let summary = "The embeddings of all tokens of a sequence, read by a multilayer perceptron."
    public static let settings: [Setting<EmbeddingMLP>] = [
        Setting("width", \.width, in: 1...100_000, "The numbers in a token's embedding."),
        Setting("hidden", \.sizes.written, each: LayerSizes.bounds, "The numbers of units in the hidden layers."),
        Setting("activation", \.activation, "The hidden layers' activation."),
        Setting("bias", \.hasBias, "Whether dense layers have a bias."),
    ]

    /// The length of a token's embedding.
    public var width = 16
    /// The numbers of units in the hidden layers.
    public var hidden: [Int] {
        get { sizes.whole }
        set { sizes = LayerSizes(newValue) }
    }
    private var sizes = LayerSizes([32])
    /// The hidden layers' activation.
    public var activation = Activation.tanh
    /// Whether dense layers have a bias.
    public var hasBias = true

    public init() {}

    public func validate() throws { try sizes.check("hidden") }

    public func check(_ shape: DataShape) throws {
        _ = try tokens(of: shape)
        try requireOneTarget(shape)
    }

    public func record(
        _ recorder: inout Recorder,
        _ input: NetworkInput,
        samples: Int,
        positions: Int,
        outputs: Int
    ) -> Node {
        guard case .tokens(let words, let length, let vocabulary) = input else {
            preconditionFailure("\(Self.name) was given numbers")
        }
        let table = recorder.table("embedding", rows: vocabulary, width: width)
        let x = recorder.embedding(table, words: words).reshaped(to: [samples, length * width])
        return recorder.denseLayers(x, widths: hidden + [outputs], activation: activation, hasBias: hasBias)
    }
}
