import Traces

/// The peaks of two runs that saw the same batches in the same order.
struct CommonPeaks {
    /// The correlation of what two losses have beyond their trends; .996 and more was seen for one order of data, and
    /// −.04 to 0 for another.
    private static let same = 0.8
    /// The fewest entries in common, and the fewest peaks: one may be a chance.
    private static let fewest = (entries: 200, peaks: 2)
    /// The first entries are left out, in which both losses fall fast and alike.
    private static let start = 200
    /// The share of the peaks that must be in both runs.
    private static let share = 0.5
    /// A peak of the noise, in standard deviations.
    private static let peak = 6.0
    /// The steps within which two runs rise together.
    private static let together = 5
    /// Farther out than this a residual counts as this, so that one rise in both does not look like the same batches.
    private static let outlier = 3.0

    let evidence: Evidence
    let other: Evidence
    let rises: [LogEvent]

    var readings: [Reading] {
        let pairs = common.dropFirst(Self.start)
        guard pairs.count >= Self.fewest.entries else {
            return [reading(.nothing, "the two logs have only \(pairs.count) steps in common", [])]
        }
        let (left, right) = (Residuals(pairs.map(\.0), window: 51).values, Residuals(pairs.map(\.1), window: 51).values)
        let correlation = Residuals.correlation(
            Residuals.limited(left, to: Self.outlier),
            Residuals.limited(right, to: Self.outlier)
        )
        let numbers = [Reading.Number("correlation", correlation)]
        let told = "what the two losses have beyond their trends correlates by \(Reading.short(correlation))"
        guard correlation >= Self.same else { return [reading(.nothing, told, numbers)] }
        return [rises.isEmpty ? ofPeaks(left, right, told, numbers) : ofRises(told, numbers)]
    }

    /// What the peaks of the noise say where neither run need have risen.
    private func ofPeaks(_ left: [Double], _ right: [Double], _ told: String, _ numbers: [Reading.Number]) -> Reading {
        let others = Set(Residuals.peaks(right, above: Self.peak).joined())
        let peaks = Residuals.peaks(left, above: Self.peak)
        let both = peaks.count { !others.isDisjoint(with: $0) }
        let numbers = numbers + [.init("peaks", Double(peaks.count)), .init("in both", Double(both))]
        guard both >= Self.fewest.peaks, Double(both) >= Self.share * Double(peaks.count) else {
            return reading(.nothing, told, numbers)
        }
        return reading(
            .supports,
            "\(both) of \(peaks.count) peaks are in both runs, and \(told): the batches make them",
            numbers
        )
    }

    /// What the rises say: bumps in common tell nothing of rises that only one of two runs has.
    private func ofRises(_ told: String, _ numbers: [Reading.Number]) -> Reading {
        let others = LogEvents(evidence: other).rises
        let lasting = common(others.filter(\.isRise))
        let numbers = numbers + [.init("rises", Double(rises.count)), .init("in both", Double(lasting))]
        if 2 * lasting > rises.count {
            return reading(
                .supports,
                "\(lasting) of \(rises.count) rises are in both runs, and \(told): the batches make them",
                numbers
            )
        }
        guard 2 * common(others) < rises.count else { return reading(.nothing, told, numbers) }
        let reason = "\(told), so the batches are the same, but the other run does not rise where this one does"
        return reading(.excludes, reason, numbers)
    }

    /// The number of rises with which one of the other's events begins.
    private func common(_ others: [LogEvent]) -> Int {
        let reach = max(Self.together, evidence.stride)
        return rises.count { rise in others.contains { abs($0.start - rise.start) <= reach } }
    }

    private func reading(_ says: Reading.Says, _ reason: String, _ numbers: [Reading.Number]) -> Reading {
        Reading(
            sign: "common peaks",
            cause: .data,
            says: says,
            isStrong: says != .nothing,
            numbers: numbers,
            reason: reason
        )
    }

    /// The losses of both at the steps that both recorded.
    private var common: [(Double, Double)] {
        let others = Dictionary(zip(other.trace.steps, other.losses)) { $1 }
        return zip(evidence.trace.steps, evidence.losses).compactMap { step, loss in
            others[step].flatMap { $0.isFinite && loss.isFinite ? (loss, $0) : nil }
        }
    }
}
