public import Settings
public import Tensors

/// The mean over samples and outputs of (output − target)²; classes are treated as one-hot vectors.
public struct MeanSquaredError: Loss {
    public static let name = "mse"
    public static let summary = "Mean squared error over samples and outputs; classes become one-hot targets."
    public static let settings: [Setting<MeanSquaredError>] = []

    public init() {}

    public func check(_ shape: DataShape) throws {}

    public func record(
        _ recorder: inout Recorder,
        outputs: Node,
        samples: Int,
        targets: DataShape.Targets
    ) -> (Node, LossTarget) {
        let target = recorder.data(outputs.shape)
        return (recorder.squaredError(outputs, target: target), .numbers(target))
    }
}
