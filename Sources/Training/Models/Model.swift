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
}

/// All that a model needs to become an objective.
public struct Problem: Sendable {
    /// The seed of everything that is drawn.
    public var seed: Int
    /// The samples; nil for models without data.
    public var data: DataSchedule?
    /// What is made of outputs and targets.
    public var loss: any Loss = MeanSquaredError()
    /// How many samples a step takes.
    public var batch = Batch()
    /// The initial parameters' rule.
    public var initializer: any Initializer = UniformInitializer()
    /// The bytes of the files that were asked for, by path as written.
    public var files: [String: [UInt8]] = [:]
    /// How many steps are taken; 0 when none is asked for.
    public internal(set) var steps = 0

    /// A problem without data.
    public init(seed: Int) {
        self.seed = seed
    }
}
