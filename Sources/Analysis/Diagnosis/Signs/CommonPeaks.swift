import Traces

/// The peaks of two runs that saw the same batches in the same order.
struct CommonPeaks {
    /// The correlation of what two losses have beyond their trends; .996 and more was seen for one order of data, and
    /// −.04 to 0 for another.
    private static let same = 0.8
    /// The fewest common entries.
    private static let fewest = 200
    /// The first entries are left out, in which both losses fall fast and alike.
    private static let start = 200
    /// The share of the peaks that must be in both runs.
    private static let share = 0.5
    /// A peak of the noise, in standard deviations.
    private static let peak = 6.0

    let evidence: Evidence
    let other: Evidence
    let rises: [LogEvent]

    var readings: [Reading] {
        let pairs = common.dropFirst(Self.start)
        guard pairs.count >= Self.fewest else {
            let reason = "the two logs have only \(pairs.count) steps in common"
            return [Reading(sign: "common peaks", cause: .data, says: .nothing, reason: reason)]
        }
        let (left, right) = (Residuals(pairs.map(\.0), window: 51).values, Residuals(pairs.map(\.1), window: 51).values)
        let correlation = Residuals.correlation(left, right)
        let peaks = Residuals.peaks(left, above: Self.peak)
        let both = peaks.intersection(Residuals.peaks(right, above: Self.peak))
        let numbers = [
            Reading.Number("correlation", correlation), .init("peaks", Double(peaks.count)),
            .init("in both", Double(both.count)),
        ]
        return [reading(correlation, peaks.count, both.count, numbers)]
    }

    private func reading(_ correlation: Double, _ peaks: Int, _ both: Int, _ numbers: [Reading.Number]) -> Reading {
        let told = "what the two losses have beyond their trends correlates by \(Reading.short(correlation))"
        if correlation >= Self.same, peaks > 0, Double(both) >= Self.share * Double(peaks) {
            let reason = "\(both) of \(peaks) peaks are in both runs, and \(told): the batches make them"
            return Reading(
                sign: "common peaks",
                cause: .data,
                says: .supports,
                isStrong: true,
                numbers: numbers,
                reason: reason
            )
        }
        guard correlation >= Self.same, !rises.isEmpty, !isSharedByOther else {
            return Reading(sign: "common peaks", cause: .data, says: .nothing, numbers: numbers, reason: told)
        }
        let reason = "\(told), so the batches are the same, but the other run does not rise where this one does"
        return Reading(
            sign: "common peaks",
            cause: .data,
            says: .excludes,
            isStrong: true,
            numbers: numbers,
            reason: reason
        )
    }

    /// The steps within which two runs rise together.
    private static let together = 5

    /// Whether the other run rises at most of this one's rises.
    private var isSharedByOther: Bool {
        let others = LogEvents(evidence: other).all.filter { $0.kind != .restart }.map(\.start)
        let shared = rises.filter { rise in others.contains { abs($0 - rise.start) <= Self.together } }
        return 2 * shared.count >= rises.count
    }

    /// The losses of both at the steps that both recorded.
    private var common: [(Double, Double)] {
        let others = Dictionary(zip(other.trace.steps, other.losses)) { $1 }
        return zip(evidence.trace.steps, evidence.losses).compactMap { step, loss in
            others[step].flatMap { $0.isFinite && loss.isFinite ? (loss, $0) : nil }
        }
    }
}
