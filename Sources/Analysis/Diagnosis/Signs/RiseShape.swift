import Traces

/// The shapes of the rises: how long they take, and whether they come back.
struct RiseShape {
    /// Optimizer spikes came back after 10 to 31 entries; a batch's after one or two.
    private static let slow = 5
    /// Below this share of the height in a single step a rise is gradual; a larger share excludes nothing.
    private static let gradual = 0.3

    let evidence: Evidence
    let rises: [LogEvent]

    var readings: [Reading] {
        guard !evidence.isAveraged, let share = rises.compactMap(largestShare).middle else { return [] }
        let lengths = rises.compactMap { rise in
            rise.end.map { Double(evidence.entry(at: $0) - evidence.entry(at: rise.start)) }
        }
        var found: [Reading] = []
        if share <= Self.gradual {
            let reason = "the largest single step is \(Reading.short(100 * share)) % of the rise"
            found += [Cause.preconditioner, .sharpening].map {
                Reading(
                    sign: "gradual rise",
                    cause: $0,
                    says: .supports,
                    numbers: [.init("share", share)],
                    reason: reason
                )
            }
        }
        if let length = lengths.middle, length >= Double(Self.slow) {
            let reason = "the loss comes back after \(Reading.short(length)) entries, as after an optimizer's own spike"
            found += [Cause.preconditioner, .sharpening].map {
                Reading(sign: "return", cause: $0, says: .supports, numbers: [.init("entries", length)], reason: reason)
            }
        }
        return found
    }

    /// The share of a rise's height that its largest single step makes.
    private func largestShare(_ rise: LogEvent) -> Double? {
        let (start, peak) = (evidence.entry(at: rise.start), evidence.entry(at: rise.peak))
        let losses = evidence.losses
        guard start > 0, peak > start, losses[start - 1] > 0 else { return nil }
        let logs = losses[start - 1...peak].map(Decades.of).filter(\.isFinite)
        guard let first = logs.first, let last = logs.last, last > first else { return nil }
        return zip(logs, logs.dropFirst()).map { $1 - $0 }.max().map { $0 / (last - first) }
    }
}
