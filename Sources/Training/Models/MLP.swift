public import Settings
public import Tensors

/// A multilayer perceptron: dense layers, each but the last with an activation.
///
/// Inputs with several extents, such as images, are flattened. The parameters are, in order: `dense1.weight`, of
/// shape outputs, inputs, `dense1.bias`, `dense2.weight` and so on, as for a sequence of PyTorch's `nn.Linear`.
///
/// The narrow deep network that spikes early and often is `widths: [10, 32, 32, 32, 32, 1]`.
public struct MLP: Network, Hashable {
    public static let name = "mlp"
    public static let summary = "A multilayer perceptron: dense layers with an activation, the last one without."
    public static let settings: [Setting<MLP>] = [
        Setting(
            "widths",
            \.sizes.written,
            each: LayerSizes.bounds,
            atLeast: 2,
            "The numbers of inputs, of units in each hidden layer, and of outputs, such as [50, 1000, 1]."
        ),
        Setting("activation", \.activation, "The hidden layers' activation."),
        Setting("bias", \.hasBias, "Whether layers have a bias."),
    ]

    /// The numbers of inputs, of units in each hidden layer, and of outputs.
    public var widths: [Int] {
        get { sizes.whole }
        set { sizes = LayerSizes(newValue) }
    }
    private var sizes = LayerSizes([1, 50, 1])
    /// The hidden layers' activation.
    public var activation = Activation.tanh
    /// Whether layers have a bias.
    public var hasBias = true

    public init() {}

    public func validate() throws { try sizes.check("widths") }

    public func check(_ shape: DataShape) throws {
        let inputs = try extents(of: shape).reduce(1, *)
        try check(0, "inputs", inputs, shape)
        try check(widths.count - 1, "outputs", shape.targets.outputs, shape)
    }

    public func record(
        _ recorder: inout Recorder,
        _ input: NetworkInput,
        samples: Int,
        positions: Int,
        outputs: Int
    ) -> Node {
        recorder.denseLayers(
            input.vectors(samples: samples),
            widths: Array(widths.dropFirst()),
            activation: activation,
            hasBias: hasBias
        )
    }

    private func check(_ index: Int, _ what: String, _ wanted: Int, _ shape: DataShape) throws {
        guard widths[index] != wanted else { return }
        var right = widths
        right[index] = wanted
        throw SettingFault(
            .conflict,
            at: ["widths", String(index)],
            "\(widths[index]) \(what) where the data have \(wanted): \(shape.text)",
            help: "write widths: \(right)"
        )
    }
}
