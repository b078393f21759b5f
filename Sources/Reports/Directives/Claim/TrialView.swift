/// One trial of a claim.
struct TrialView: Sendable {
    /// Whether the rule held; `nil` when the trial has no answer.
    var held: Bool?
}
