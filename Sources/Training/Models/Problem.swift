import Tensors

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
