/// A batch that holds most of the data cannot be an odd one.
struct WholeBatch {
    let evidence: Evidence

    var readings: [Reading] {
        guard let share = evidence.batchShare else {
            let reason = "which share of the data a batch holds is not known"
            return [Reading(sign: "batch share", cause: .data, says: .notRecorded, reason: reason)]
        }
        let numbers = [Reading.Number("share", share)]
        guard evidence.seesMostData else {
            let reason = "a batch is \(Reading.short(100 * share)) % of the data"
            return [Reading(sign: "batch share", cause: .data, says: .nothing, numbers: numbers, reason: reason)]
        }
        let reason = "each step sees \(Reading.short(100 * share)) % of the data"
        return [
            Reading(
                sign: "batch share",
                cause: .data,
                says: .excludes,
                isStrong: true,
                numbers: numbers,
                reason: reason
            )
        ]
    }
}
