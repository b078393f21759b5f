import Traces

/// A new start of the program just before a rise.
struct NearRestart {
    /// The steps behind a start within which its effects are seen.
    private static let reach = 20

    let evidence: Evidence
    let rises: [LogEvent]

    var readings: [Reading] {
        guard !evidence.restarts.isEmpty else {
            return [reading(.nothing, "the log shows no second start; it may not tell of one")]
        }
        guard !rises.isEmpty else {
            return [reading(.nothing, "the log shows \(evidence.restarts.count) later starts, and no rise")]
        }
        let (stride, reach) = (evidence.stride, evidence.reach(Self.reach))
        let near = rises.filter { rise in
            // What rises with the first entry may be seen to begin at the one before.
            evidence.restarts.contains { rise.start >= $0 - stride && rise.start <= $0 + reach }
        }
        let reason = "\(near.count) of \(rises.count) rises follow a new start of the program"
        let says: Reading.Says = near.isEmpty ? .excludes : 2 * near.count > rises.count ? .supports : .nothing
        return [reading(says, reason, numbers: [.init("rises at a start", Double(near.count))])]
    }

    private func reading(_ says: Reading.Says, _ reason: String, numbers: [Reading.Number] = []) -> Reading {
        Reading(
            sign: "new start",
            cause: .restart,
            says: says,
            isStrong: says == .supports,
            numbers: numbers,
            reason: reason
        )
    }
}
