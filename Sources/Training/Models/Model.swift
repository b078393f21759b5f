public import Settings
public import Tensors

/// A problem to train on, before its seed and its data are known.
public protocol Model: Configurable {
    /// Whether it is trained on data; otherwise the loss is a function of the parameters alone.
    var needsData: Bool { get }
    /// Whether it has a loss; otherwise only gradients are known, neither loss nor Hessian.
    var hasLoss: Bool { get }
    /// The paths of the files it reads, as the author wrote them.
    var files: [String] { get }
    /// The work for the gradient on some samples of a shape; the shape is nil for a model without data.
    func gradientWork(_ shape: DataShape?, samples: Int) -> GradientWork
    /// Creates the problem for one seed: data and initial parameters are drawn.
    ///
    /// Throws `SettingFaults`, whose paths begin at the experiment's root, when model, data and initial parameters do
    /// not fit together.
    func objective<S: Scalar>(_ problem: Problem, in precision: S.Type) throws -> any Objective<S>
}

extension Model {
    public var files: [String] { [] }

    /// All models but recordings have a loss.
    public var hasLoss: Bool { true }

    /// No work is assumed if it is unknown.
    public func gradientWork(_ shape: DataShape?, samples: Int) -> GradientWork { GradientWork() }
}
