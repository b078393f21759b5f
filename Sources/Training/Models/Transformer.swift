public import Settings
public import Tensors

/// A Transformer of blocks with attention and a feed-forward layer, each with a residual connection (Vaswani and
/// others 2017).
///
/// It gives outputs at the last position of a sequence, or at each position if the data have a target at each. The
/// parameters are, in order: `embedding.weight` (vocabulary × width), `positions.weight` (length × width); for each
/// block `block1.query`, `block1.key`, `block1.value`, `block1.projection`, `block1.expand`, `block1.contract`, each
/// with `.weight` and `.bias`; `head.weight` (outputs × width) unless tied, `head.bias`. With normalisation, each
/// half of a block has `block1.norm1` or `block1.norm2`, with `.gain` and `.shift`, before its other parameters
/// (`pre`) or after them (`post`), and `pre` has a final `norm` before the head.
public struct Transformer: Network, Hashable {
    public static let name = "transformer"
    public static let summary = "A Transformer with learned positions, for sequences of tokens."
    /// The position of LayerNorm.
    public enum Normalization: String, Sendable, CaseIterable {
        /// No normalisation.
        case none
        /// Before attention and feed-forward layer.
        case pre
        /// After the residual connection.
        case post
    }

    public static let settings: [Setting<Transformer>] = [
        Setting("width", \.width, in: 1...100_000, "The numbers that stand for a token, a multiple of the heads."),
        Setting("heads", \.heads, in: 1...1_000, "The heads of each attention."),
        Setting("layers", \.layers, in: 0...1_000, "The number of blocks."),
        Setting("feed_forward", \.feedForward, in: 1...100_000, "The units of each feed-forward layer."),
        Setting("activation", \.activation, "The feed-forward layers' activation."),
        Setting(
            "normalization",
            \.normalization,
            "Whether LayerNorm stands nowhere, before attention and feed-forward, or after what they are added to."
        ),
        Setting("causal", \.isCausal, "Whether attention is causal: a position reads itself and earlier ones only."),
        Setting("positions", \.hasPositions, "Whether learned positions are added to the embeddings."),
        Setting("tied", \.isTied, "Whether the head's weight is the table of embeddings."),
        Setting("head_bias", \.hasHeadBias, "Whether the head has a bias."),
        Setting("embedding_scale", \.embeddingScale, in: .finite, "A fixed factor on the embeddings."),
    ]

    /// The length of a token's embedding.
    public var width = 32
    /// The number of heads of each attention.
    public var heads = 2
    /// The number of blocks.
    public var layers = 1
    /// The number of units of each feed-forward layer.
    public var feedForward = 64
    /// The feed-forward layers' activation.
    public var activation = Activation.gelu
    /// The position of LayerNorm.
    public var normalization = Normalization.none
    /// Whether attention is causal: a position attends only to itself and earlier ones.
    public var isCausal = true
    /// Whether learned positions are added to the embeddings.
    public var hasPositions = true
    /// Whether the head's weight is the table of embeddings.
    public var isTied = false
    /// Whether the head has a bias.
    public var hasHeadBias = false
    /// A fixed factor on the embeddings.
    public var embeddingScale = 1.0

    public init() {}

    public func validate() throws {
        guard width % heads == 0 else {
            let message = "\(heads) heads do not divide the width \(width)"
            throw SettingFault(.conflict, at: ["heads"], message, help: "take a divisor of \(width)")
        }
    }

    public func check(_ shape: DataShape) throws {
        let (length, vocabulary) = try tokens(of: shape)
        let (positions, outputs) = (shape.targets.positions, shape.targets.outputs)
        guard positions == 1 || positions == length else {
            let message = "targets at \(positions) of \(length) positions"
            throw SettingFault(.conflict, at: [], message, help: "transformer answers at the last or at each")
        }
        guard !isTied || outputs == vocabulary else {
            let message = "a tied head has \(vocabulary) outputs, one a token, the data want \(outputs)"
            throw SettingFault(.conflict, at: ["tied"], message, help: "write tied: false")
        }
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
        var x = recorder.embedding(table, words: words, scale: embeddingScale)
        if hasPositions {
            let places = recorder.table("positions", rows: length, width: width)
            x = recorder.sum(x.reshaped(to: [samples, length, width]), places)
            x = x.reshaped(to: [samples * length, width])
        }
        for layer in 0..<layers { x = block("block\(layer + 1)", x, length, &recorder) }
        if positions == 1, length > 1 { x = last(x, of: length, &recorder) }
        if normalization == .pre { x = recorder.normalization("norm", x) }
        return head(x, table, outputs, &recorder)
    }

    /// Records a block: attention, then a feed-forward layer.
    private func block(_ name: String, _ x: Node, _ length: Int, _ recorder: inout Recorder) -> Node {
        let middle = added("\(name).norm1", to: x, &recorder) { x, recorder in
            let attention = recorder.attention(
                query: recorder.denseLayer("\(name).query", x, outputs: width),
                key: recorder.denseLayer("\(name).key", x, outputs: width),
                value: recorder.denseLayer("\(name).value", x, outputs: width),
                length: length,
                heads: heads,
                isCausal: isCausal
            )
            return recorder.denseLayer("\(name).projection", attention, outputs: width)
        }
        return added("\(name).norm2", to: middle, &recorder) { x, recorder in
            let hidden = recorder.denseLayer("\(name).expand", x, outputs: feedForward, activation: activation)
            return recorder.denseLayer("\(name).contract", hidden, outputs: width)
        }
    }

    /// Records x plus the output of `part`, normalised before or after as set.
    private func added(
        _ norm: String,
        to x: Node,
        _ recorder: inout Recorder,
        _ part: (Node, inout Recorder) -> Node
    ) -> Node {
        let read = normalization == .pre ? recorder.normalization(norm, x) : x
        let sum = recorder.sum(x, part(read, &recorder))
        return normalization == .post ? recorder.normalization(norm, sum) : sum
    }

    /// Records the rows of the last positions.
    private func last(_ x: Node, of length: Int, _ recorder: inout Recorder) -> Node {
        let samples = x.rows / length
        let indices = (0..<samples * width).map { place in
            Int32(((place / width + 1) * length - 1) * width + place % width)
        }
        return recorder.gather(x, indices, shape: [samples, width])
    }

    private func head(_ x: Node, _ table: Node, _ outputs: Int, _ recorder: inout Recorder) -> Node {
        guard isTied else { return recorder.denseLayer("head", x, outputs: outputs, hasBias: hasHeadBias) }
        let bias =
            hasHeadBias
            ? recorder.parameter("head.bias", [outputs], role: .bias, fanIn: width, fanOut: outputs) : nil
        return recorder.dense(x, weight: table, bias: bias)
    }
}
