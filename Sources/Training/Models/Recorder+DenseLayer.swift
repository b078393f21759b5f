public import Tensors

extension Recorder {
    /// Records a dense layer φ(x·Wᵀ + b) with its parameters `name.weight`, of shape outputs, inputs, and
    /// `name.bias`.
    public mutating func denseLayer(
        _ name: String,
        _ x: Node,
        outputs: Int,
        activation: Activation = .identity,
        hasBias: Bool = true
    ) -> Node {
        let inputs = x.columns
        let weight = parameter(name + ".weight", [outputs, inputs], fanIn: inputs, fanOut: outputs)
        let bias =
            hasBias ? parameter(name + ".bias", [outputs], role: .bias, fanIn: inputs, fanOut: outputs) : nil
        return dense(x, weight: weight, bias: bias, activation: activation)
    }

    /// Records dense layers `dense1`, `dense2` and so on, each but the last with the activation.
    public mutating func denseLayers(
        _ input: Node,
        widths: [Int],
        activation: Activation,
        hasBias: Bool = true
    ) -> Node {
        var x = input
        for (index, width) in widths.enumerated() {
            let isLast = index == widths.count - 1
            x = denseLayer(
                "dense\(index + 1)",
                x,
                outputs: width,
                activation: isLast ? .identity : activation,
                hasBias: hasBias
            )
        }
        return x
    }

    /// Records LayerNorm with its parameters `name.gain` and `name.shift`.
    public mutating func normalization(_ name: String, _ x: Node) -> Node {
        let width = x.columns
        let gain = parameter(name + ".gain", [width], role: .normalization, fanIn: 1, fanOut: 1)
        let shift = parameter(name + ".shift", [width], role: .normalization, fanIn: 1, fanOut: 1)
        return layerNorm(x, gain: gain, shift: shift)
    }

    /// Declares a table with a row of `width` numbers for each of `rows` words or positions, as the parameter
    /// `name.weight`.
    ///
    /// Its fans are those of the dense layer on one-hot words to which it is equivalent.
    public mutating func table(_ name: String, rows: Int, width: Int) -> Node {
        parameter(name + ".weight", [rows, width], role: .embedding, fanIn: rows, fanOut: width)
    }
}
