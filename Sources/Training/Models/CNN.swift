public import Settings
public import Tensors

/// A convolutional network: convolutions that keep the size, each followed by an activation and a pool that halves
/// it, and then a linear layer.
///
/// Images have the shape channels, height, width. The parameters are, in order: `conv1.weight`, of shape output
/// channels, input channels · kernel · kernel (elements in the order of PyTorch's `nn.Conv2d`), `conv1.bias`, …,
/// `head.weight` and `head.bias`. The inputs of `head.weight` are the last images' channels, rows and columns in this
/// order, as after PyTorch's `flatten`.
public struct CNN: Network, Hashable {
    public static let name = "cnn"
    public static let summary =
        "Convolutions, each with an activation and a pool that halves the image, and a linear layer."
    /// The operation on each square of 2 × 2 pixels.
    public enum Pool: String, Sendable, CaseIterable {
        case average, max
        /// No pooling.
        case none
    }

    public static let settings: [Setting<CNN>] = [
        Setting(
            "channels",
            \.sizes.written,
            each: LayerSizes.bounds,
            atLeast: 1,
            "The numbers of channels that the convolutions give."
        ),
        Setting("kernel", \.kernel, in: 1...31, "The extent of the convolutions' windows, an odd number."),
        Setting("activation", \.activation, "What follows each convolution."),
        Setting(
            "pool",
            \.pool,
            "What is taken of each square of 2 × 2 pixels after an activation; none keeps the size."
        ),
        Setting("bias", \.hasBias, "Whether convolutions and the linear layer have a bias."),
    ]

    /// The numbers of output channels of the convolutions.
    public var channels: [Int] {
        get { sizes.whole }
        set { sizes = LayerSizes(newValue) }
    }
    private var sizes = LayerSizes([8, 16])
    /// The size of the convolutions' windows, an odd number.
    public var kernel = 3
    /// The activation after each convolution.
    public var activation = Activation.tanh
    /// The operation on each square of pixels.
    public var pool = Pool.average
    /// Whether convolutions and the linear layer have a bias.
    public var hasBias = true

    public init() {}

    public func validate() throws {
        try sizes.check("channels")
        guard kernel % 2 == 1 else {
            throw SettingFault(
                .outOfRange,
                at: ["kernel"],
                "a window of \(kernel) pixels has no middle",
                help: "take an odd number, such as 3 or 5"
            )
        }
    }

    public func check(_ shape: DataShape) throws {
        let extents = try extents(of: shape)
        guard extents.count == 3 else {
            let message = "cnn takes images of channels, height and width, the data give \(shape.text)"
            throw SettingFault(.conflict, at: [], message, help: "take data of images, or mlp")
        }
        guard pool != .none else { return }
        var (height, width) = (extents[1], extents[2])
        for index in channels.indices {
            guard height % 2 == 0, width % 2 == 0 else {
                let message = "an image of \(height) × \(width) cannot be halved after convolution \(index + 1)"
                let help = "take \(index) convolutions at most, pool: none, or images of other sizes"
                throw SettingFault(.conflict, at: ["channels"], message, help: help)
            }
            (height, width) = (height / 2, width / 2)
        }
    }

    public func record(
        _ recorder: inout Recorder,
        _ input: NetworkInput,
        samples: Int,
        positions: Int,
        outputs: Int
    ) -> Node {
        guard case .values(let values) = input else { preconditionFailure("\(Self.name) was given tokens") }
        var x = channelsLast(values, &recorder)
        for (index, channels) in channels.enumerated() {
            let size = Array(x.shape.dropLast()) + [channels]
            let patches = recorder.patches(x, size: kernel)
            x = recorder.denseLayer(
                "conv\(index + 1)",
                patches,
                outputs: channels,
                activation: activation,
                hasBias: hasBias
            )
            x = x.reshaped(to: size)
            switch pool {
            case .average: x = recorder.averagePool(x, size: 2)
            case .max: x = recorder.maxPool(x, size: 2)
            case .none: break
            }
        }
        return recorder.denseLayer("head", flattened(x, &recorder), outputs: outputs, hasBias: hasBias)
    }

    /// Records the conversion of images from channels, height, width to height, width, channels.
    private func channelsLast(_ x: Node, _ recorder: inout Recorder) -> Node {
        let (images, channels, height, width) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3])
        let shape = [images, height, width, channels]
        let area = height * width
        let indices = (0..<x.count).map { place in
            let (image, pixel, channel) = (place / (channels * area), place / channels % area, place % channels)
            return Int32((image * channels + channel) * area + pixel)
        }
        return channels == 1 ? x.reshaped(to: shape) : recorder.gather(x, indices, shape: shape)
    }

    /// Records images of height, width, channels as vectors in the order of channels, rows, columns.
    private func flattened(_ x: Node, _ recorder: inout Recorder) -> Node {
        let (images, area, channels) = (x.shape[0], x.shape[1] * x.shape[2], x.shape[3])
        let shape = [images, channels * area]
        let indices = (0..<x.count).map { place in
            let (image, channel, pixel) = (place / (channels * area), place / area % channels, place % area)
            return Int32((image * area + pixel) * channels + channel)
        }
        return area == 1 ? x.reshaped(to: shape) : recorder.gather(x, indices, shape: shape)
    }
}
