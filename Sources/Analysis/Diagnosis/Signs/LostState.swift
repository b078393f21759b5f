import Traces

/// The optimizer's state was lost, as ``StateLoss`` finds it.
struct LostState {
    let evidence: Evidence
    /// The steps at which it was.
    let steps: [Int]

    var readings: [Reading] {
        guard StateLoss.isRecorded(in: evidence.trace) else {
            let reason = "Σv, or update, rate and gradient, would show a lost state of the optimizer"
            return [Reading(sign: "lost state", cause: .restart, says: .notRecorded, reason: reason)]
        }
        guard let step = steps.first else {
            let reason = "the optimizer's state was kept, though the place in the data may have been lost"
            return [Reading(sign: "lost state", cause: .restart, says: .nothing, reason: reason)]
        }
        return [
            Reading(
                sign: "lost state",
                cause: .restart,
                says: .supports,
                isStrong: true,
                numbers: [.init("step", Double(step))],
                reason: "at step \(step) the optimizer's state is that of a fresh start"
            )
        ]
    }
}
