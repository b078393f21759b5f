import Traces

/// Values that are not finite, and a loss scale that falls.
struct Overflow {
    /// The halvings of the loss scale in a row that are more than its usual search.
    private static let halvings = 4
    /// The decades that a loss climbs before it counts as diverged rather than broken.
    private static let climb = 1.0
    /// The entries before the first such value in which the climb is looked for.
    private static let window = 50

    let evidence: Evidence

    var readings: [Reading] { broken + scale }

    private var broken: [Reading] {
        let shown = evidence.nonFinite.filter { ["loss", "grad_norm"].contains($0.column) }
        guard let first = shown.map(\.step).min() else {
            return [Reading(sign: "not finite", cause: .arithmetic, says: .nothing, reason: "every value is finite")]
        }
        let numbers = [Reading.Number("step", Double(first)), Reading.Number("decades before", climbBefore(first))]
        guard climbBefore(first) < Self.climb else {
            let reason =
                "the loss had climbed \(Reading.short(climbBefore(first))) decades before it was no longer finite"
            return [Reading(sign: "not finite", cause: .arithmetic, says: .nothing, numbers: numbers, reason: reason)]
        }
        let gradient = evidence.nonFinite.filter { $0.column == "grad_norm" }.map(\.step).min()
        let loss = evidence.nonFinite.filter { $0.column == "loss" }.map(\.step).min()
        if let gradient, gradient < loss ?? .max {
            let reason = "the gradient is not finite at step \(gradient), before the loss"
            return [
                Reading(
                    sign: "not finite",
                    cause: .arithmetic,
                    says: .supports,
                    isStrong: loss != nil,
                    numbers: numbers,
                    reason: reason
                )
            ]
        }
        guard loss == first else {
            return [
                Reading(
                    sign: "not finite",
                    cause: .arithmetic,
                    says: .nothing,
                    numbers: numbers,
                    reason: "only other quantities are not finite"
                )
            ]
        }
        // Bad data give such a loss as well as bad arithmetic, so this decides nothing by itself.
        let reason = "the loss is not finite at step \(first) without having climbed"
        return [
            Reading(
                sign: "not finite",
                cause: .arithmetic,
                says: .supports,
                numbers: numbers,
                reason: reason
            )
        ]
    }

    /// The decades by which the loss rose above its lowest before a step.
    private func climbBefore(_ step: Int) -> Double {
        let end = evidence.trace.steps.firstIndex { $0 >= step } ?? evidence.trace.count
        let losses = evidence.losses.before(end, Self.window).filter { $0.isFinite && $0 > 0 }
        guard let low = losses.min(), let last = losses.suffix(3).max() else { return 0 }
        return Decades.of(last / low)
    }

    private var scale: [Reading] {
        guard let scales = evidence.column("loss_scale") else { return [] }
        var (run, longest) = (0, 0)
        for (old, new) in zip(scales, scales.dropFirst()) where old.isFinite && new.isFinite && old != new {
            run = new < old ? run + 1 : 0
            longest = max(longest, run)
        }
        guard longest >= Self.halvings else {
            return [
                Reading(
                    sign: "loss scale",
                    cause: .arithmetic,
                    says: .nothing,
                    reason: "the loss scale does not fall repeatedly"
                )
            ]
        }
        let numbers = [Reading.Number("falls in a row", Double(longest))]
        let reason = "the loss scale falls \(longest) times in a row, since gradients overflow"
        return [
            Reading(
                sign: "loss scale",
                cause: .arithmetic,
                says: .supports,
                isStrong: true,
                numbers: numbers,
                reason: reason
            )
        ]
    }
}
