public import Settings
public import Tensors

/// What is made of outputs and targets.
public protocol Loss: Configurable {
    /// Throws a `SettingFault` when the loss cannot take such targets.
    func check(_ shape: DataShape) throws
    /// Records the loss of `samples` samples' outputs; gives it and where the targets are to be put.
    func record(_ recorder: inout Recorder, outputs: Node, samples: Int, targets: DataShape.Targets) -> (
        Node, LossTarget
    )
}

/// Where targets are put.
public enum LossTarget: Sendable {
    /// Real numbers; classes are one-hot there.
    case numbers(Node)
    /// Classes.
    case classes(Range<Int>)
}

/// The mean over samples and outputs of (output − target)²; classes count as one-hot vectors.
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

/// The mean over samples of −log softmax(outputs) at the class, with label smoothing if wanted.
public struct CrossEntropyLoss: Loss {
    public static let name = "cross-entropy"
    public static let summary = "Cross-entropy of the outputs as logits against classes."
    public static let settings: [Setting<CrossEntropyLoss>] = [
        Setting(
            "smoothing",
            \.smoothing,
            in: .decay,
            "Label smoothing s: the target is 1 − s at the class plus s spread evenly."
        )
    ]

    /// Label smoothing.
    public var smoothing = 0.0

    public init() {}

    public func check(_ shape: DataShape) throws {
        guard case .classes = shape.targets else {
            throw SettingFault(
                .conflict,
                at: ["loss"],
                "cross-entropy needs classes, the data give \(shape.text)",
                help: "write loss: mse, or take data with classes"
            )
        }
    }

    public func record(
        _ recorder: inout Recorder,
        outputs: Node,
        samples: Int,
        targets: DataShape.Targets
    ) -> (Node, LossTarget) {
        let classes = recorder.tokens(samples * targets.width)
        return (recorder.crossEntropy(outputs, classes: classes, smoothing: smoothing), .classes(classes))
    }
}
