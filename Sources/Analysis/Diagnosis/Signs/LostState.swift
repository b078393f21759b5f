import Traces

/// The optimizer's state was lost: Σv falls to nothing at once, or the update jumps at the same rate and gradient.
struct LostState {
    /// Below this share of its value one entry before, Σv was cleared; it decays by at most a tenth a step at β2 = 0.9.
    private static let fall = 0.05
    /// By this factor the update grows when Adam starts from nothing; seen ×4 to 4.5 in small networks.
    private static let jump = 3.0
    /// Rate and gradient stay within this factor meanwhile.
    private static let still = 1.5
    /// The entries before which the update's usual size is taken.
    private static let window = 20

    let evidence: Evidence

    init(_ evidence: Evidence) { self.evidence = evidence }

    /// The entries at which the state was lost.
    var entries: [Int] {
        if let sums = evidence.column("sum_v") {
            return sums.indices.dropFirst().filter {
                isNear($0) && sums[$0 - 1] > 0 && sums[$0] < Self.fall * sums[$0 - 1]
            }
        }
        guard let updates = evidence.column("update_norm"), let rates = evidence.column("lr"),
            let gradients = evidence.column("grad_norm")
        else { return [] }
        return updates.indices.dropFirst(Self.window).filter { index in
            func grows(_ values: [Double]) -> Double {
                values[index] / (values.before(index, Self.window).middle ?? .infinity)
            }
            return grows(updates) >= Self.jump && grows(rates) < Self.still && grows(gradients) < Self.still
        }
    }

    /// Over more steps than these Σv may have decayed so far by itself.
    private static let reach = 20

    private func isNear(_ entry: Int) -> Bool {
        evidence.trace.steps[entry] - evidence.trace.steps[entry - 1] <= Self.reach
    }

    var steps: [Int] { entries.map { evidence.trace.steps[$0] } }

    var readings: [Reading] {
        let isRecorded =
            evidence.column("sum_v") != nil
            || ["update_norm", "lr", "grad_norm"].allSatisfy { evidence.column($0) != nil }
        guard isRecorded else {
            let reason = "Σv, or update, rate and gradient, would show a lost state of the optimizer"
            return [Reading(sign: "lost state", cause: .restart, says: .notRecorded, reason: reason)]
        }
        guard let step = steps.first else {
            return [
                Reading(
                    sign: "lost state",
                    cause: .restart,
                    says: .nothing,
                    reason: "the optimizer's state was kept, though the place in the data may have been lost"
                )
            ]
        }
        return [
            Reading(
                sign: "lost state",
                cause: .restart,
                says: .supports,
                isStrong: true,
                numbers: [.init("step", Double(step))],
                reason: "at step \(step) the optimizer's state is that of a fresh start"
            )
        ]
    }
}
