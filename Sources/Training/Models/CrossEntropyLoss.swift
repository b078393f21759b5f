public import Settings
public import Tensors

/// The mean over samples of −log softmax(outputs) at the class, optionally with label smoothing.
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

    /// The amount of label smoothing.
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
