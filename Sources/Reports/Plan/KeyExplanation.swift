public import Experiments

/// Why a run has the key it has.
public struct KeyExplanation: Sendable {
    /// The run: variant and seed.
    public var label: String
    /// Its key.
    public var key: RunKey
    /// Whether it is stored.
    public var isStored: Bool
    /// Whether its trace's analysis is stored.
    public var isAnalysed: Bool
    /// The stored run that is nearest to it, when it is not stored itself.
    public var nearest: RunKey?
    /// What differs from that one, or from the detector of the last analysis: path, there, here.
    public var differences: [Difference]

    /// One field: its path, its value in the stored run, its value in this one.
    public typealias Difference = (path: String, stored: String, wanted: String)
}
