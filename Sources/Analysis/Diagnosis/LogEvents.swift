import Traces

/// Finds the events of a log: the rises by two rules, and what the log itself tells.
struct LogEvents {
    let evidence: Evidence

    /// All events, sorted by step; `lost` are the steps at which the optimizer's state was lost.
    func all(lost: [Int]) -> [LogEvent] {
        let recorded = RecordedEvents(trace: evidence.trace, restarts: evidence.restarts + lost).all
        return (rises + recorded.map(LogEvent.init))
            .sorted { ($0.start, $0.kind.rawValue) < ($1.start, $1.kind.rawValue) }
    }

    /// The rises of both rules; those that overlap are one.
    var rises: [LogEvent] {
        let losses = evidence.losses
        var found = NoiseRule().rises(in: losses).map(LogEvent.init).map(asBump)
        for spike in evidence.detector.spikes(in: losses) {
            // A rise that never ends would swallow all later ones, so its peak stands for its end.
            let wide = spike.riseStart...max(spike.peak, spike.end ?? 0)
            let same = found.filter { wide.overlaps($0.start...max($0.peak, $0.end ?? 0)) }
            found.removeAll(where: same.contains)
            found.append(Self.whole(LogEvent(Rise(spike, in: losses)), same, losses))
        }
        return found.map(inSteps).sorted { $0.start < $1.start }
    }

    /// In a running mean a single odd batch is highest at once and then only decays, while a spike rises by and by.
    private func asBump(_ event: LogEvent) -> LogEvent {
        var copy = event
        if evidence.isSmoothed, event.peak == event.start, event.end != nil { copy.kind = .bump }
        return copy
    }

    /// One event of a spike in decades and the rises in units of noise that overlap it; all in entry numbers.
    private static func whole(_ spike: LogEvent, _ others: [LogEvent], _ losses: [Double]) -> LogEvent {
        guard !others.isEmpty else { return spike }
        let all = [spike] + others
        var whole = spike
        whole.rule = .both
        whole.start = all.map(\.start).min() ?? spike.start
        whole.peak = all.map(\.peak).max { losses[$0 - 1] < losses[$1 - 1] } ?? spike.peak
        whole.decades = all.compactMap(\.decades).max()
        whole.sigmas = all.compactMap(\.sigmas).max()
        // The rule of noise takes a rise of many entries for a new level, of which that of decades may see the end.
        let isOpen = all.contains { $0.end == nil && $0.kind != .step }
        whole.end = isOpen ? nil : all.compactMap(\.end).max().flatMap { $0 < whole.peak ? nil : $0 }
        return whole
    }

    private func inSteps(_ event: LogEvent) -> LogEvent {
        let steps = evidence.trace.steps
        var copy = event
        copy.start = steps[event.start - 1]
        copy.peak = steps[event.peak - 1]
        copy.end = event.end.map { steps[$0 - 1] }
        return copy
    }
}
