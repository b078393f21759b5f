/// An action of a guard during a run.
public struct TraceEvent: Sendable, Hashable, Codable {
    /// The kinds of actions.
    public enum Kind: String, Sendable, CaseIterable, Codable {
        /// Parameters and state returned to a checkpoint; `value` is the step whose start was restored.
        case rollback
        /// The allowed rollbacks are used up; `value` is their number.
        case exhausted
    }

    /// The step after which it happened.
    public var step: Int
    /// The kind of action.
    public var kind: Kind
    /// The number that belongs to the kind.
    public var value: Double

    /// Creates an event.
    public init(step: Int, kind: Kind, value: Double) {
        self.step = step
        self.kind = kind
        self.value = value
    }
}
