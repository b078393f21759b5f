public import Settings
public import Tensors

/// A loss: a function of outputs and targets.
public protocol Loss: Configurable {
    /// Throws a `SettingFault` when the loss does not fit such targets.
    func check(_ shape: DataShape) throws
    /// Records the loss of the outputs of `samples` samples; returns it and the destination of the targets.
    func record(_ recorder: inout Recorder, outputs: Node, samples: Int, targets: DataShape.Targets) -> (
        Node, LossTarget
    )
}

/// The destination of targets in a recording.
public enum LossTarget: Sendable {
    /// Real numbers; classes are written as one-hot vectors.
    case numbers(Node)
    /// Classes.
    case classes(Range<Int>)
}
