import Traces

/// Finds the events of a log: the rises by two rules, and what the log itself tells.
struct LogEvents {
    let evidence: Evidence

    /// The experiment's detector as it suits losses of mini-batches; full batches have no noise to exceed.
    private var detector: SpikeDetector {
        var detector = SpikeDetector()
        if !evidence.seesMostData { (detector.noiseFactor, detector.smoothing) = (5, 3) }
        return detector
    }

    var all: [LogEvent] {
        (rises + nonFinite + collapse + restarts).sorted { ($0.start, $0.kind.rawValue) < ($1.start, $1.kind.rawValue) }
    }

    // MARK: - Rises

    /// The rises of both rules; those that overlap are one.
    private var rises: [LogEvent] {
        let losses = evidence.losses
        var found = NoiseRule().rises(in: losses).map(event)
        for spike in detector.spikes(in: losses) {
            // A rise that never ends would swallow all later ones, so its peak stands for its end.
            let wide = spike.riseStart...max(spike.peak, spike.end ?? 0)
            let same = found.indices.filter { wide.overlaps(found[$0].start...max(found[$0].peak, found[$0].end ?? 0)) }
            guard let first = same.first else {
                found.append(event(Rise(spike, in: losses)))
                continue
            }
            var whole = found[first]
            whole.rule = .both
            whole.kind = .spike
            whole.start = min(whole.start, spike.riseStart)
            whole.decades = max(whole.decades ?? 0, spike.height)
            if losses[spike.peak - 1] > losses[whole.peak - 1] { whole.peak = spike.peak }
            if spike.end == nil { whole.end = nil }
            found[first] = whole
            for index in same.dropFirst().reversed() { found.remove(at: index) }
        }
        return found.map(inSteps)
    }

    private func event(_ rise: Rise) -> LogEvent {
        LogEvent(
            kind: LogEvent.Kind(rise.kind),
            rule: rise.rule == .noise ? .noise : .decades,
            start: rise.start,
            peak: rise.peak,
            end: rise.end,
            decades: rise.decades,
            sigmas: rise.sigmas
        )
    }

    private func inSteps(_ event: LogEvent) -> LogEvent {
        let steps = evidence.trace.steps
        var copy = event
        copy.start = steps[event.start - 1]
        copy.peak = steps[event.peak - 1]
        copy.end = event.end.map { steps[$0 - 1] }
        return copy
    }

    // MARK: - What the log tells

    /// Each unbroken row of entries whose loss is not finite.
    private var nonFinite: [LogEvent] {
        let steps = Set(evidence.nonFinite.filter { $0.column == "loss" }.map(\.step)).sorted()
        var events: [LogEvent] = []
        let trace = evidence.trace
        let stride = evidence.stride
        for step in steps {
            if let last = events.indices.last, let end = events[last].end, step - end <= 2 * stride {
                events[last].end = step
            } else {
                events.append(LogEvent(kind: .nonFinite, rule: .both, start: step, peak: step, end: step))
            }
        }
        guard let last = events.indices.last else { return [] }
        let lastFinite = evidence.losses.lastIndex(where: \.isFinite).map { trace.steps[$0] } ?? .min
        if events[last].start > lastFinite { events[last].end = nil }
        return events
    }

    /// The fewest equal losses in a row that are no chance.
    private static let still = 20

    /// The loss is zero, or equal to the last digit, to the end of the log.
    private var collapse: [LogEvent] {
        let losses = evidence.losses
        guard let last = losses.last, last.isFinite else { return [] }
        let count = losses.reversed().prefix { $0 == last }.count
        guard count < losses.count, count >= (last == 0 ? 3 : Self.still) else { return [] }
        let start = evidence.trace.steps[losses.count - count]
        return [LogEvent(kind: .collapse, rule: .both, start: start, peak: start, end: nil)]
    }

    private var restarts: [LogEvent] {
        Set(evidence.restarts + LostState(evidence).steps).sorted().map {
            LogEvent(kind: .restart, rule: .both, start: $0, peak: $0, end: $0)
        }
    }
}
