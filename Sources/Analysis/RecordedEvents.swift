import Traces

/// What the record of a run tells of its loss besides rises, whatever the rule.
struct RecordedEvents {
    let trace: Trace
    /// The first steps of later starts, of the program or of its optimizer's state.
    let restarts: [Int]

    /// All events, sorted by step.
    var all: [Rise] {
        (nonFinite + collapse + Set(restarts).map { Rise(recorded: .restart, from: $0, to: $0) })
            .sorted { ($0.start, $0.kind.rawValue) < ($1.start, $1.kind.rawValue) }
    }

    // MARK: - Losses that are not finite

    /// The entries that one stretch may skip: a finite loss between others that are not is no recovery.
    private static let skipped = 2

    /// Each stretch of entries whose loss is not finite.
    private var nonFinite: [Rise] {
        let losses = trace[.loss]
        // Without any loss the model has none, unless the run ended with its first.
        guard losses.contains(where: \.isFinite) || trace.outcome == .diverged(step: trace.steps.first ?? 0) else {
            return []
        }
        var stretches: [ClosedRange<Int>] = []
        for index in losses.indices where !losses[index].isFinite {
            if let last = stretches.last, index - last.upperBound <= Self.skipped {
                stretches[stretches.count - 1] = last.lowerBound...index
            } else {
                stretches.append(index...index)
            }
        }
        return stretches.map { stretch in
            let isLast = stretch.upperBound == losses.count - 1
            return Rise(
                recorded: .nonFinite,
                from: trace.steps[stretch.lowerBound],
                to: isLast ? nil : trace.steps[stretch.upperBound]
            )
        }
    }

    // MARK: - A loss that stands still

    /// The fewest equal losses in a row that are no chance.
    private static let still = 20
    /// The same for losses of zero.
    private static let zeros = 3
    /// The last changes before, all of which must be large.
    private static let changes = 3
    /// From so many of the smallest steps that the log can show a change is large.
    private static let large = 3.0
    /// A relative change below this is rounding.
    private static let rounding = 1e-9

    /// The loss is zero, or equal to the last digit, to the end.
    ///
    /// A loss that converges stops changing as well, but its last changes are the smallest that its digits can show. One
    /// that dies is stopped amid larger ones.
    private var collapse: [Rise] {
        let losses = trace[.loss]
        guard let last = losses.last, last.isFinite else { return [] }
        let count = losses.reversed().prefix { $0 == last }.count
        let start = losses.count - count
        guard start > Self.changes, count >= (last == 0 ? Self.zeros : Self.still) else { return [] }
        let before = losses[(start - Self.changes)...start]
        let least = zip(before, before.dropFirst()).map { ($1 - $0).magnitude }.min() ?? 0
        let quantum = losses.filter(\.isFinite).sorted().leastGap
        guard least >= Self.large * quantum, least > Self.rounding * (before.first?.magnitude ?? 0) else { return [] }
        return [Rise(recorded: .collapse, from: trace.steps[start], to: nil)]
    }
}
