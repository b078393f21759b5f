import Settings
import Traces
import Training

extension CoreRun {
    /// Makes the run; returns nil when `isCancelled` returned true.
    ///
    /// Throws `SettingFaults` or a `DataFault` when samples, model and initial parameters do not fit together.
    public func run(isCancelled: () -> Bool) throws -> RunResult? {
        guard let bisection else { return try trace(isCancelled).map { RunResult(trace: $0) } }
        return try bisect(bisection, isCancelled)
    }

    private func trace(_ isCancelled: () -> Bool) throws -> Trace? {
        var loop = try loopWithSamples()
        for intervention in interventions {
            loop.interventions[intervention.step] = intervention.optimizer
            if intervention.freezesHessian { loop.hessianFrozenAt = intervention.step }
        }
        return try loop.run(isCancelled: isCancelled)
    }

    /// Halves the interval as long as its ends behave differently; the result has the trace of the last value tried.
    private func bisect(_ bisection: Bisection, _ isCancelled: () -> Bool) throws -> RunResult? {
        var steps: [BisectionStep] = []
        var last = Trace()
        func shows(_ value: Double) throws -> Bool? {
            guard let changed = changing(bisection.path, to: value),
                let trace = try changed.trace(isCancelled)
            else { return nil }
            let isShown = bisection.isShown(by: trace, detector: changed.detector)
            steps.append(BisectionStep(number: steps.count, value: value, isShown: isShown))
            last = trace
            return isShown
        }
        var low = bisection.low
        var high = bisection.high
        guard let lowShows = try shows(low), let highShows = try shows(high) else { return nil }
        if lowShows != highShows {
            for _ in 0..<bisection.halvings {
                let middle = low + (high - low) / 2
                // There is no number between neighbouring ones: the interval cannot be halved further.
                if middle <= low || middle >= high { break }
                guard let middleShows = try shows(middle) else { return nil }
                if middleShows == lowShows { low = middle } else { high = middle }
            }
        }
        return RunResult(trace: last, bisection: steps)
    }

    /// The run with another number at a dotted path of its canonical form; nil when that value is not allowed.
    private func changing(_ path: [String], to value: Double) -> CoreRun? {
        let changed = written.setting(path, to: .number(value))
        // The bytes read before are used again.
        guard var copy = try? CoreRun(reading: changed, files: .init(bytes: { files.bytes[$0] ?? [] })) else {
            return nil
        }
        copy.seed = seed
        return copy
    }

    /// The canonical form without the keys that only an experiment may contain.
    private var written: Value {
        guard case .map(let entries) = canonical else { return canonical }
        return .map(entries.filter { !["seed", "bisect", "files"].contains($0.name) })
    }
}
