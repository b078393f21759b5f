import Tensors

@testable import Training

/// A network with a loss, data and a program, on which the laws of networks are tested.
struct NetworkModel<S: Scalar> {
    let program: Program<S>
    let layout: ParameterLayout
    /// The shape of the network's outputs.
    let outputs: [Int]
    /// The names of the tensors in the flat vector, for messages.
    var names: [String] { layout.slices.map(\.name) }

    /// Records `network` for samples of `shape`.
    ///
    /// With `smoothing` the loss is cross-entropy.
    init(
        _ network: any Network,
        _ shape: DataShape,
        inputs: Dataset.Values,
        targets: Dataset.Values,
        smoothing: Double? = nil
    ) throws {
        try network.check(shape)
        let samples = inputs.count / shape.inputs.width
        var recorder = Recorder()
        let input: NetworkInput =
            switch shape.inputs {
            case .vectors(let extents): .values(recorder.data([samples] + extents))
            case .tokens(let length, let vocabulary):
                .tokens(recorder.tokens(samples * length), length: length, vocabulary: vocabulary)
            }
        let (positions, width) = (shape.targets.positions, shape.targets.outputs)
        let output = network.record(&recorder, input, samples: samples, positions: positions, outputs: width)
        outputs = output.shape
        var settings: [(Program<S>) -> Void] = []
        switch input {
        case .values(let node): settings.append { Self.set($0, node, inputs.numbers) }
        case .tokens(let range, _, _): settings.append { Self.set($0, range, inputs.indices) }
        }
        let loss: Node
        if let smoothing {
            let classes = recorder.tokens(samples * positions)
            loss = recorder.crossEntropy(output, classes: classes, smoothing: smoothing)
            settings.append { Self.set($0, classes, targets.indices) }
        } else {
            let target = recorder.data(output.shape)
            loss = recorder.squaredError(output, target: target)
            settings.append { Self.set($0, target, Self.numbers(targets, width)) }
        }
        program = Program(recorder.recording(loss: loss))
        layout = program.layout
        for set in settings { set(program) }
        program.prepare()
    }

    /// The loss, the gradient and a Hessian product.
    func evaluate(at point: [Double], along direction: [Double]) -> (
        loss: Double, gradient: [Double], product: [Double]
    ) {
        let (parameters, vector) = (Vector<S>(point), Vector<S>(direction))
        let (gradient, product) = (Vector<S>(count: point.count), Vector<S>(count: point.count))
        let loss = program.evaluate(at: parameters, gradient: gradient)
        withExtendedLifetime((vector, product)) {
            program.products(at: parameters, along: vector.start, count: 1, into: product.start)
        }
        return (loss, gradient.doubles, product.doubles)
    }

    /// Classes as one-hot vectors; numbers unchanged.
    private static func numbers(_ targets: Dataset.Values, _ width: Int) -> [Double] {
        guard case .indices(let classes) = targets else { return targets.numbers }
        return classes.flatMap { label in (0..<width).map { $0 == Int(label) ? 1 : 0 } }
    }

    private static func set(_ program: Program<S>, _ node: Node, _ numbers: [Double]) {
        let vector = Vector<S>(numbers)
        withExtendedLifetime(vector) { program.set(node, to: vector.all) }
    }

    private static func set(_ program: Program<S>, _ range: Range<Int>, _ words: [Int32]) {
        words.withUnsafeBufferPointer { program.set(range, to: $0) }
    }
}
