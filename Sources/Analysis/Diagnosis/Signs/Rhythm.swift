import Traces

/// A loss that repeats itself with a short period, as data that are read in a fixed order make it.
struct Rhythm {
    /// The longest period in entries that is looked for.
    private static let longest = 60
    /// The fewest periods that the log must hold.
    private static let fewest = 10
    /// The correlation at the period, and at twice it, from which the rhythm is no chance.
    private static let strong = 0.6
    /// By so much the correlation half-way between must be lower, or the loss only changes slowly.
    private static let contrast = 0.4
    /// The entries of the trend that is taken away.
    private static let trend = 51

    let evidence: Evidence
    /// An unstable optimizer has a rhythm as well, so where the loss rises this decides nothing.
    let rises: [LogEvent]

    var readings: [Reading] {
        guard let (period, correlation) = period else {
            guard !evidence.isAveraged else {
                let reason = "each loss is a mean over several steps, in which a rhythm of the batches does not show"
                return [Reading(sign: "rhythm", cause: .data, says: .notRecorded, reason: reason)]
            }
            let reason = "the loss has no rhythm of its own"
            return [Reading(sign: "rhythm", cause: .data, says: .nothing, reason: reason)]
        }
        guard !hasRate(period) else {
            let reason = "the loss repeats itself every \(period) entries, and so does the learning rate"
            return [Reading(sign: "rhythm", cause: .data, says: .nothing, reason: reason)]
        }
        return [
            Reading(
                sign: "rhythm",
                cause: .data,
                says: .supports,
                isStrong: rises.isEmpty,
                numbers: [.init("period", Double(period)), .init("correlation", correlation)],
                reason:
                    "the loss repeats itself every \(period) entries (correlation \(Reading.short(correlation))), as an order of the data makes it"
            )
        ]
    }

    /// Whether the learning rate has the rhythm as well, as a schedule that begins again and again.
    private func hasRate(_ period: Int) -> Bool {
        guard let rates = evidence.column("lr") else { return false }
        let values = Residuals(rates, window: Self.trend).values
        guard values.count > 2 * period else { return false }
        return Residuals.correlation(values, lag: period) >= Self.strong
    }

    /// The period in entries with its correlation; nil when there is none.
    var period: (entries: Int, correlation: Double)? {
        let values = Residuals(evidence.losses, window: Self.trend).values
        guard values.count >= 4 * Self.fewest else { return nil }
        let limit = min(Self.longest, values.count / Self.fewest)
        guard limit >= 2 else { return nil }
        let correlations = (0...2 * limit).map { Residuals.correlation(values, lag: $0) }
        // A loss that alternates from entry to entry is also what an optimizer at the edge of stability makes.
        guard correlations[1] > -Self.strong else { return nil }
        return (2...limit).filter { lag in
            let between = correlations[lag / 2 == 0 ? 1 : lag / 2]
            return correlations[lag] >= Self.strong && correlations[2 * lag] >= Self.strong - 0.1
                && correlations[lag] - between >= Self.contrast
        }.max { correlations[$0] < correlations[$1] }.map { ($0, correlations[$0]) }
    }
}
