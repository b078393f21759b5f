import Traces

/// The learning rate rose sharply just before or within a rise.
struct RateJump {
    /// From this factor within a few steps a rate is raised; warm-ups rise by less.
    private static let jump = 1.5
    /// The steps before a rise within which the jump must lie; seen 5 to 20 steps before it.
    private static let reach = 30
    /// The steps over which a jump may be spread.
    private static let span = 5

    let evidence: Evidence
    let rises: [LogEvent]

    /// The jumps of the rate, by entry, with their factors.
    private func jumps(in rates: [Double]) -> [(entry: Int, factor: Double)] {
        let steps = evidence.trace.steps
        let places = rates.indices.filter { rates[$0].isFinite && rates[$0] > 0 }
        var found: [(entry: Int, factor: Double)] = []
        for (place, index) in places.enumerated().dropFirst() {
            let near = places[..<place].reversed().prefix { steps[index] - steps[$0] <= Self.span }
            // Between entries farther apart than a jump lasts, the entry before is its base.
            let base = near.map { rates[$0] }.min() ?? rates[places[place - 1]]
            guard rates[index] >= Self.jump * base else { continue }
            if let last = found.last, steps[index] <= steps[last.entry] + Self.span { continue }
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
        let jumps = jumps(in: rates).filter { rates[$0.entry] >= usual }
        let (steps, reach) = (evidence.trace.steps, evidence.reach(Self.reach))
        let met = rises.compactMap { rise in
            jumps.first { steps[$0.entry] >= rise.start - reach && steps[$0.entry] <= rise.peak }
        }
        guard 2 * met.count > rises.count, let first = met.first else {
            let reason = "the learning rate did not rise before \(met.isEmpty ? "any" : "most") of the rises"
            guard evidence.isResolved else {
                let unresolved = reason + ", as far as entries so far apart can show"
                return [Reading(sign: "rate", cause: .schedule, says: .nothing, reason: unresolved)]
            }
            // Some rises may have this cause and others another.
            return [
                Reading(sign: "rate", cause: .schedule, says: met.isEmpty ? .excludes : .nothing, reason: reason)
            ]
        }
        let step = steps[first.entry]
        return [
            Reading(
                sign: "rate",
                cause: .schedule,
                says: .supports,
                isStrong: evidence.isResolved,
                numbers: [.init("step", Double(step)), .init("factor", first.factor)],
                reason:
                    "the learning rate rises by a factor of \(Reading.short(first.factor)) at step \(step), just before the loss"
            )
        ]
    }
}
