public import Settings
public import Tensors

/// A problem to train on, before its seed and its data are known.
public protocol Model: Configurable {
    /// Whether it is trained on data; otherwise the loss is a function of the parameters alone.
    var needsData: Bool { get }
    /// Whether it has a loss; otherwise nothing is known of it but gradients, neither loss nor Hessian.
    var hasLoss: Bool { get }
    /// The paths of the files it reads, as the author wrote them.
    var files: [String] { get }
    /// How much there is to do for the gradient on so many samples of a shape, nil for a model without data.
    func gradientWork(_ shape: DataShape?, samples: Int) -> GradientWork
    /// The problem for one seed: data and initial parameters drawn.
    ///
    /// Throws `SettingFaults`, paths from the experiment's root, when model, data and initial parameters do not fit.
    func objective<S: Scalar>(_ problem: Problem, in precision: S.Type) throws -> any Objective<S>
}

extension Model {
    public var files: [String] { [] }

    /// All but recordings have one.
    public var hasLoss: Bool { true }

    /// Little, where nothing better is known.
    public func gradientWork(_ shape: DataShape?, samples: Int) -> GradientWork { GradientWork() }
}
