import Traces

/// Whether Σv decayed before the rises, and at which rate.
struct SecondMoment {
    /// The entries before a rise over which the decay is measured.
    private static let window = 30
    /// The decay's exponent in units of log β2; gradients that still feed v make it smaller.
    private static let exponent = 0.85...1.02
    /// Values of β2 in use, for logs that do not say theirs.
    private static let common = [0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9995, 0.9999]

    let evidence: Evidence
    let rises: [LogEvent]

    var readings: [Reading] {
        guard let sums = evidence.column("sum_v") else {
            let reason = "Σv, the second moment's sum, is not in the log"
            return [Reading(sign: "second moment", cause: .preconditioner, says: .notRecorded, reason: reason)]
        }
        let rates = rises.compactMap { rate(sums, before: evidence.entry(at: $0.start)) }
        guard let rate = rates.middle else { return [] }
        let numbers = [Reading.Number("log change a step", rate)]
        guard rate < 0 else {
            // The few coordinates that become unstable may decay while the sum does not, so this excludes nothing.
            let reason = "Σv does not decay before the rises"
            return [
                Reading(
                    sign: "second moment",
                    cause: .preconditioner,
                    says: .nothing,
                    numbers: numbers,
                    reason: reason
                )
            ]
        }
        let decaying = rates.filter(isDecay).count
        guard 2 * decaying > rates.count else {
            let reason = "Σv sinks before the rises, but not at the rate of β2"
            return [
                Reading(sign: "second moment", cause: .preconditioner, says: .nothing, numbers: numbers, reason: reason)
            ]
        }
        let reason = "Σv decays at the rate of β2 before \(decaying) of \(rates.count) rises, so that steps grow"
        return [
            Reading(
                sign: "second moment",
                cause: .preconditioner,
                says: .supports,
                isStrong: evidence.beta2 != nil,
                numbers: numbers + [.init("rises", Double(decaying))],
                reason: reason
            )
        ]
    }

    /// The mean change of log Σv a step before an entry; nil when there are too few entries or the log has gaps there.
    private func rate(_ sums: [Double], before entry: Int) -> Double? {
        let first = entry - Self.window
        guard first >= 0, evidence.trace.isUnbroken(from: first, to: entry), sums[first] > 0, sums[entry - 1] > 0 else {
            return nil
        }
        let steps = Double(evidence.trace.steps[entry - 1] - evidence.trace.steps[first])
        return steps > 0 ? Decades.of(sums[entry - 1] / sums[first]) / steps : nil
    }

    private func isDecay(_ rate: Double) -> Bool {
        (evidence.beta2.map { [$0] } ?? Self.common).contains { Self.exponent.contains(rate / Decades.of($0)) }
    }
}
