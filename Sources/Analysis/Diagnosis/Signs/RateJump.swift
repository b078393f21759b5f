import Traces

/// The learning rate rose sharply just before or within a rise.
struct RateJump {
    /// From this factor within a few entries a rate is raised; warm-ups rise by less.
    private static let jump = 1.5
    /// The entries before a rise within which the jump must lie; seen 5 to 20 steps before it.
    private static let reach = 30
    /// The entries over which a jump may be spread.
    private static let span = 5

    /// The most steps between entries at which a short jump would show.
    private static let resolved = 10

    let evidence: Evidence
    let rises: [LogEvent]

    /// The jumps of the rate, by entry, with their factors.
    private static func jumps(in rates: [Double]) -> [(entry: Int, factor: Double)] {
        var found: [(entry: Int, factor: Double)] = []
        for index in rates.indices.dropFirst() {
            let base = rates[max(0, index - span)..<index].filter { $0.isFinite && $0 > 0 }.min() ?? .infinity
            guard rates[index] >= jump * base, index > (found.last?.entry ?? -span) + span else { continue }
            found.append((index, rates[index] / base))
        }
        return found
    }

    var readings: [Reading] {
        guard let rates = evidence.column("lr") else {
            return [
                Reading(
                    sign: "rate",
                    cause: .schedule,
                    says: .notRecorded,
                    reason: "the learning rate is not in the log"
                )
            ]
        }
        guard !rises.isEmpty else { return [] }
        // A warm-up from nothing begins with large factors and small rates, which the usual rate tells apart.
        let usual = rates.middle ?? 0
        let jumps = Self.jumps(in: rates).filter { rates[$0.entry] >= usual }
        let met = rises.compactMap { rise in
            let (start, peak) = (evidence.entry(at: rise.start), evidence.entry(at: rise.peak))
            return jumps.first { ($0.entry >= start - Self.reach) && $0.entry <= peak }
        }
        guard 2 * met.count > rises.count, let first = met.first else {
            let reason = "the learning rate did not rise before \(met.isEmpty ? "any" : "most") of the rises"
            guard evidence.stride <= Self.resolved else {
                let unresolved = reason + ", as far as entries \(evidence.stride) steps apart can show"
                return [Reading(sign: "rate", cause: .schedule, says: .nothing, reason: unresolved)]
            }
            // Some rises may have this cause and others another.
            return [
                Reading(sign: "rate", cause: .schedule, says: met.isEmpty ? .excludes : .nothing, reason: reason)
            ]
        }
        let step = evidence.trace.steps[first.entry]
        return [
            Reading(
                sign: "rate",
                cause: .schedule,
                says: .supports,
                isStrong: evidence.stride <= Self.resolved,
                numbers: [.init("step", Double(step)), .init("factor", first.factor)],
                reason:
                    "the learning rate rises by a factor of \(Reading.short(first.factor)) at step \(step), just before the loss"
            )
        ]
    }
}
