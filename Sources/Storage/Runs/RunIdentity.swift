public import Experiments

/// The inputs of a stored run, for comparing keys.
public struct RunIdentity: Sendable, Hashable {
    /// The run's key.
    public var key: RunKey
    /// The resolved specification without the detector, as canonical JSON.
    public var specification: String
    /// The digest of the numeric core's sources.
    public var core: String
    /// The time the run took, in seconds.
    public var wallSeconds: Double
}
