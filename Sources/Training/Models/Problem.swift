import Tensors

/// Everything that a model needs to become an objective.
public struct Problem: Sendable {
    /// The seed of all random numbers.
    public var seed: Int
    /// The samples; nil for models without data.
    public var data: DataSchedule?
    /// The loss.
    public var loss: any Loss = MeanSquaredError()
    /// The number and order of samples per step.
    public var batch = Batch()
    /// The rule for initial parameters.
    public var initializer: any Initializer = UniformInitializer()
    /// The bytes of the requested files, by path as written.
    public var files: [String: [UInt8]] = [:]
    /// The number of steps; 0 when it is unknown.
    public internal(set) var steps = 0

    /// A problem without data.
    public init(seed: Int) {
        self.seed = seed
    }
}
