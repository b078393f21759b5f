import Traces

/// Values that are not finite, and a loss scale that falls.
struct Overflow {
    /// The falls of the loss scale in a row that are more than a healthy one has.
    private static let falls = 4
    /// The recorded values within which one fall follows another, and after which a scale that holds has been found.
    private static let near = 20
    /// A scale that is none: a search that comes down to it has found no room.
    private static let none = 1.0
    /// The decades that a loss climbs before it counts as diverged rather than broken.
    private static let climb = 1.0
    /// The steps before such a loss in which a gradient that is not finite belongs to it.
    private static let before = 20
    /// The entries before the first such value in which the climb is looked for.
    private static let window = 50

    let evidence: Evidence

    var readings: [Reading] { broken + scale }

    private var broken: [Reading] { [losses.isEmpty ? gradientAlone : ofLoss(losses[0])] }

    /// What the first loss that is not finite says.
    private func ofLoss(_ first: Int) -> Reading {
        let climb = climbBefore(first)
        let numbers = [Reading.Number("step", Double(first)), Reading.Number("decades before", climb)]
        guard climb < Self.climb else {
            let reason = "the loss had climbed \(Reading.short(climb)) decades before it was no longer finite"
            return reading(.nothing, reason, numbers)
        }
        // A scaler skips a step now and then, so only a gradient just before the loss belongs to it.
        let reach = evidence.reach(Self.before)
        if let gradient = gradients.first(where: { $0 < first && first - $0 <= reach }) {
            let reason = "the gradient is not finite at step \(gradient), before the loss"
            return reading(.supports, reason, numbers, isStrong: true)
        }
        // Bad data give such a loss as well as bad arithmetic, so this decides nothing by itself.
        return reading(.supports, "the loss is not finite at step \(first) without having climbed", numbers)
    }

    private var gradientAlone: Reading {
        guard let first = gradients.first else { return reading(.nothing, "every value is finite", []) }
        let reason = "the gradient is not finite at step \(first), and the loss stays finite"
        return reading(.supports, reason, [.init("step", Double(first))])
    }

    private var losses: [Int] { steps(of: "loss") }
    private var gradients: [Int] { steps(of: "grad_norm") }

    /// The steps at which a column is not finite.
    private func steps(of column: String) -> [Int] {
        evidence.nonFinite.filter { $0.column == column }.map(\.step).sorted()
    }

    private func reading(
        _ says: Reading.Says,
        _ reason: String,
        _ numbers: [Reading.Number],
        isStrong: Bool = false
    ) -> Reading {
        Reading(
            sign: "not finite",
            cause: .arithmetic,
            says: says,
            isStrong: isStrong,
            numbers: numbers,
            reason: reason
        )
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
        let longest = fallsInRow(scales)
        guard longest >= Self.falls else {
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

    /// The most falls in a row.
    ///
    /// A scaler begins far too high and searches, at each start of the program, so those falls are not counted before it
    /// has held a scale or raised it, unless it finds none.
    private func fallsInRow(_ scales: [Double]) -> Int {
        let places = scales.indices.filter { scales[$0].isFinite }
        let starts = Set(evidence.restarts.map(evidence.entry))
        var (run, longest, last, isSearching) = (0, 0, 0, true)
        for (place, (before, index)) in zip(places, places.dropFirst()).enumerated() {
            guard starts.isDisjoint(with: before + 1...index) else {
                (run, last, isSearching) = (0, place, true)
                continue
            }
            if place - last > Self.near { (run, isSearching) = (0, false) }
            if scales[index] > scales[before] { (run, isSearching) = (0, false) }
            guard scales[index] < scales[before] else { continue }
            (run, last) = (run + 1, place)
            if !isSearching || scales[index] <= Self.none { longest = max(longest, run) }
        }
        return longest
    }
}
