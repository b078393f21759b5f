public import Experiments

/// Explains why a run has its key.
public struct KeyExplanation: Sendable {
    /// The run's variant and seed.
    public var label: String
    /// The run's key.
    public var key: RunKey
    /// Whether it is stored.
    public var isStored: Bool
    /// Whether the analysis of its trace is stored.
    public var isAnalysed: Bool
    /// The most similar stored run, if it is not stored itself.
    public var nearest: RunKey?
    /// The differences from that run, or from the detector of the last analysis.
    public var differences: [Difference]

    /// One field: its path, its value in the stored run, its value in this one.
    public typealias Difference = (path: String, stored: String, wanted: String)
}
