/// One trial of a claim.
struct TrialView: Sendable {
    /// Whether the rule held; `nil` when the trial gave no answer.
    var held: Bool?
}
