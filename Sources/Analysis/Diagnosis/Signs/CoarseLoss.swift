/// A loss with few distinct values, or averaged over many steps: its heights are not those of the run.
struct CoarseLoss {
    /// Below this share of distinct values among entries the loss was rounded coarsely.
    private static let few = 0.05
    /// Fewer entries than this say nothing of rounding.
    private static let least = 200

    let evidence: Evidence

    var readings: [Reading] {
        let losses = evidence.losses.filter(\.isFinite)
        var found: [Reading] = []
        let share = losses.isEmpty ? 1 : Double(Set(losses).count) / Double(losses.count)
        if losses.count >= Self.least, share < Self.few {
            let reason =
                "the loss has only \(Set(losses).count) distinct values in \(losses.count) entries: it was rounded, so heights are uncertain"
            found.append(
                Reading(
                    sign: "rounded loss",
                    cause: .artefact,
                    says: .supports,
                    numbers: [.init("share", share)],
                    reason: reason
                )
            )
        }
        if evidence.isAveraged {
            let reason = "each loss is a mean over several steps: rises look lower and later than they were"
            found.append(Reading(sign: "averaged loss", cause: .artefact, says: .supports, reason: reason))
        }
        if found.isEmpty {
            found.append(
                Reading(
                    sign: "record",
                    cause: .artefact,
                    says: .nothing,
                    reason: "the loss looks like that of single steps"
                )
            )
        }
        return found
    }
}
