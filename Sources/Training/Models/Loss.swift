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
