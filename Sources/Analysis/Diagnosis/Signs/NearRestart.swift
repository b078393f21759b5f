import Traces

/// A new start of the program just before a rise.
struct NearRestart {
    /// The entries behind a start within which its effects are seen.
    private static let reach = 20

    let evidence: Evidence
    let rises: [LogEvent]

    var readings: [Reading] {
        guard !evidence.restarts.isEmpty else {
            let reason = "the log shows no second start; it may not tell of one"
            return [Reading(sign: "new start", cause: .restart, says: .nothing, reason: reason)]
        }
        guard !rises.isEmpty else {
            let reason = "the log shows \(evidence.restarts.count) later starts, and no rise"
            return [Reading(sign: "new start", cause: .restart, says: .nothing, reason: reason)]
        }
        let starts = evidence.restarts.map(evidence.entry)
        let near = rises.filter { rise in
            let entry = evidence.entry(at: rise.start)
            return starts.contains { entry >= $0 - 1 && entry <= $0 + Self.reach }
        }
        let count = Reading.Number("rises at a start", Double(near.count))
        guard 2 * near.count > rises.count else {
            let reason = "\(near.count) of \(rises.count) rises follow a new start of the program"
            return [
                Reading(
                    sign: "new start",
                    cause: .restart,
                    says: near.isEmpty ? .excludes : .nothing,
                    numbers: [count],
                    reason: reason
                )
            ]
        }
        let reason = "\(near.count) of \(rises.count) rises follow a new start of the program"
        return [
            Reading(
                sign: "new start",
                cause: .restart,
                says: .supports,
                isStrong: true,
                numbers: [count],
                reason: reason
            )
        ]
    }
}
