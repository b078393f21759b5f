/// Something that a guard did during a run.
public struct TraceEvent: Sendable, Hashable, Codable {
    /// What was done.
    public enum Kind: String, Sendable, CaseIterable, Codable {
        /// Parameters and state went back to a checkpoint; `value` is the step whose start was restored.
        case rollback
        /// The rollbacks allowed are used up; `value` is their number.
        case exhausted
    }

    /// The step after which it was done.
    public var step: Int
    /// What was done.
    public var kind: Kind
    /// The number that belongs to it, as its kind says.
    public var value: Double

    /// Notes what was done.
    public init(step: Int, kind: Kind, value: Double) {
        self.step = step
        self.kind = kind
        self.value = value
    }
}
