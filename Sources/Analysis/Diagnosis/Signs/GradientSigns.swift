import Traces

/// The gradient's norm where a rise begins, and its leaps while the loss stays as it was.
struct GradientSigns {
    /// From this factor a gradient explodes: a kernel, an overflow, a saturated attention.
    private static let explosion = 100.0
    /// By this factor it is above the entries just before, since an unstable optimizer's gradient grows by and by.
    private static let leap = 10.0
    /// The entries just before.
    private static let justBefore = 5
    /// The steps within which an explosion belongs to what happened to the loss.
    private static let near = 20
    /// Within this factor the loss is as it was.
    private static let still = 1.5
    /// The entries before which there is no usual norm yet.
    private static let first = 20
    /// The entries of which the usual norm is taken.
    private static let window = 51
    /// Below this factor of the usual norm the first rising step is not made by its batch.
    private static let calm = 1.2
    /// From this factor it may be.
    private static let odd = 2.0

    let evidence: Evidence
    let rises: [LogEvent]
    /// All that happened to the loss.
    let events: [LogEvent]

    var readings: [Reading] {
        guard let gradients = evidence.column("grad_norm") else {
            let reason = "the gradient's norm is not in the log"
            return [.arithmetic, .data].map { Reading(sign: "gradient", cause: $0, says: .notRecorded, reason: reason) }
        }
        return explosions(gradients) + atRise(gradients)
    }

    private func explosions(_ gradients: [Double]) -> [Reading] {
        let places = gradients.indices.dropFirst(Self.first).filter { isExplosion($0, gradients) }
        let (steps, reach) = (evidence.trace.steps, evidence.reach(Self.near))
        let grave = events.filter(\.isGrave).map(\.start)
        let near = places.first { place in grave.contains { abs($0 - steps[place]) <= reach } }
        guard let place = near ?? places.first else {
            let reason = "the gradient does not leap a hundredfold at a usual loss"
            return [Reading(sign: "explosion", cause: .arithmetic, says: .nothing, reason: reason)]
        }
        let factor = gradients[place] / (gradients.before(place, Self.window).middle ?? 1)
        let told =
            "at step \(steps[place]) the gradient is \(Reading.short(factor)) times its usual norm at a usual loss"
        return [
            Reading(
                sign: "explosion",
                cause: .arithmetic,
                says: .supports,
                // A rare batch whose gradient is clipped does the same, and then nothing comes of it.
                isStrong: near != nil,
                numbers: [.init("step", Double(steps[place])), .init("factor", factor)],
                reason: near == nil ? told + ", of which nothing came" : told
            )
        ]
    }

    /// Whether a gradient is a hundred times its usual norm while the loss is as it was.
    private func isExplosion(_ index: Int, _ gradients: [Double]) -> Bool {
        let losses = evidence.losses
        guard gradients[index].isFinite, losses[index].isFinite,
            let usual = gradients.before(index, Self.window).middle, usual > 0,
            gradients[index] >= Self.explosion * usual,
            let last = gradients.before(index, Self.justBefore).filter(\.isFinite).max(),
            gradients[index] >= Self.leap * last,
            let level = losses.before(index, Self.window).middle
        else { return false }
        return losses[index] <= Self.still * level
    }

    /// A batch that makes the loss leap has a large gradient itself; an unstable optimizer's first step has a usual one.
    private func atRise(_ gradients: [Double]) -> [Reading] {
        let factors = rises.compactMap { rise -> Double? in
            let entry = evidence.entry(at: rise.start)
            guard let usual = gradients.before(entry, Self.window).middle, usual > 0 else { return nil }
            return gradients[entry] / usual
        }
        guard let factor = factors.middle else { return [] }
        let numbers = [Reading.Number("factor", factor)]
        if factor < Self.calm {
            let reason = "where the loss begins to rise the gradient is \(Reading.short(factor)) times its usual norm"
            return [
                Reading(
                    sign: "gradient at the rise",
                    cause: .preconditioner,
                    says: .supports,
                    numbers: numbers,
                    reason: reason
                ),
                Reading(
                    sign: "gradient at the rise",
                    cause: .sharpening,
                    says: .supports,
                    numbers: numbers,
                    reason: reason
                ),
            ]
        }
        guard factor >= Self.odd else { return [] }
        let reason = "the gradient leaps \(Reading.short(factor))-fold with the loss, as an odd batch makes it"
        return [Reading(sign: "gradient at the rise", cause: .data, says: .supports, numbers: numbers, reason: reason)]
    }
}
