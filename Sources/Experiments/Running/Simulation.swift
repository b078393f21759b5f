import Settings
public import Training

/// Carries out one run on the numeric core.
public struct Simulation: Sendable {
    private let specification: RunSpecification

    /// A simulation of `specification`.
    public init(_ specification: RunSpecification) {
        self.specification = specification
    }

    /// What a simulation computes, before it is dated and keyed.
    public struct Result: Sendable {
        /// The recorded series and the outcome.
        public var trace: Trace
        /// The steps of a bisection.
        public var bisection: [BisectionStep]
    }

    /// Takes the steps; nil when `isCancelled` said so.
    ///
    /// Throws `SettingFaults` or a `DataFault` when samples, model and initial parameters turn out not to fit.
    public func run(isCancelled: () -> Bool = { false }) throws -> Result? {
        guard let bisection = specification.bisection else {
            return try Self.trace(specification, isCancelled).map { Result(trace: $0, bisection: []) }
        }
        return try bisect(bisection, isCancelled)
    }

    /// What `run` has thrown, in one sentence.
    public static func reason(_ error: any Error) -> String {
        switch error {
        case let faults as SettingFaults: faults.faults.map(\.message).joined(separator: "; ")
        default: "\(error)"
        }
    }

    private static func trace(_ specification: RunSpecification, _ isCancelled: () -> Bool) throws -> Trace? {
        var loop = try specification.loopWithSamples()
        for intervention in specification.interventions {
            loop.interventions[intervention.step] = intervention.optimizer
            if intervention.freezesHessian { loop.hessianFrozenAt = intervention.step }
        }
        return try loop.run(isCancelled: isCancelled)
    }

    /// Halves the interval as long as its ends behave differently; the trace kept is that of the last value tried.
    private func bisect(_ bisection: Bisection, _ isCancelled: () -> Bool) throws -> Result? {
        var steps: [BisectionStep] = []
        var last = Trace()
        func shows(_ value: Double) throws -> Bool? {
            guard let changed = specification.changing(bisection.path, to: value),
                let trace = try Self.trace(changed, isCancelled)
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
                // Neighbouring numbers have no middle: the interval is as small as it can get.
                if middle <= low || middle >= high { break }
                guard let middleShows = try shows(middle) else { return nil }
                if middleShows == lowShows { low = middle } else { high = middle }
            }
        }
        return Result(trace: last, bisection: steps)
    }
}

extension RunSpecification {
    /// The specification with the number at a dotted path of its canonical form changed; nil when that is not allowed.
    fileprivate func changing(_ path: [String], to value: Double) -> RunSpecification? {
        let changed = written.setting(path, to: .number(value))
        // The files are at hand and stay what they were.
        guard var copy = try? RunSpecification(reading: changed, files: { files.bytes[$0] ?? [] }) else { return nil }
        copy.seed = seed
        return copy
    }

    /// The canonical form without what only an experiment may say.
    private var written: Value {
        guard case .map(let entries) = canonical else { return canonical }
        return .map(entries.filter { !["seed", "bisect", "files"].contains($0.name) })
    }
}
