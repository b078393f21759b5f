public import Training

/// Everything that decides what one run computes, resolved: defaults filled in, sweep and seeds expanded.
public struct RunSpecification: Sendable {
    /// The problem.
    public var model: any Model
    /// The rule from the first step on.
    public var optimizer: any Optimizer
    /// How many steps.
    public var steps: Int
    /// The seed of everything that is drawn.
    public var seed: Int
    /// The names of the probes, in the catalogue's order.
    public var probes: [String]
    /// The rule of spikes.
    public var detector: SpikeDetector
    /// A loss above this is divergence.
    public var divergenceLimit: Double
    /// Changes during the run.
    public var interventions: [Intervention]
    /// The search for a setting's critical value, when that is what the run does.
    public var bisection: Bisection?

    /// A change of the optimizer's settings before the update of a step.
    public struct Intervention: Sendable {
        /// The step, from 1.
        public var step: Int
        /// The settings as written: dotted path below `optimizer`, value.
        public var changes: [(path: String, value: Value)]
        /// The rule from this step on.
        public var optimizer: any Optimizer
    }

    /// The specification as a tree of plain values with every default filled in.
    public var canonical: Value {
        var entries: [Value.Entry] = [
            .init("model", .map([.init(type(of: model).name, model.resolved)])),
            .init("optimizer", .map([.init(type(of: optimizer).name, optimizer.resolved)])),
            .init("steps", .number(Double(steps))),
            .init("seed", .number(Double(seed))),
            .init("probes", .list(probes.map { .text($0) })),
            .init("detector", detector.resolved),
            .init("diverged_above", .number(divergenceLimit)),
        ]
        if !interventions.isEmpty { entries.append(.init("at", .map(interventions.map(\.canonical)))) }
        if let bisection { entries.append(.init("bisect", bisection.resolved)) }
        return .map(entries)
    }
}

extension RunSpecification.Intervention {
    fileprivate var canonical: Value.Entry {
        .init(String(step), .map(changes.map { .init($0.path, $0.value) }))
    }
}

/// The key under which a run's result is kept: a digest of all that decides it and of nothing else.
public struct RunKey: Sendable, Hashable, Comparable {
    /// 64 hexadecimal digits.
    public let text: String

    /// A key as it was stored.
    public init(text: String) {
        self.text = text
    }

    /// The key of `specification` as this program's numeric core computes it, after the runs it needs.
    public init(_ specification: RunSpecification, needs: [RunKey] = []) {
        text = Digest.sha256(Self.identity(specification, needs: needs).canonicalJSON)
    }

    /// What is digested: the format of records, the core's version, the specification, the keys of needed runs.
    public static func identity(_ specification: RunSpecification, needs: [RunKey]) -> Value {
        .map([
            .init("core", .text(CoreVersion.digest)),
            .init("format", .number(Double(RunRecord.format))),
            .init("needs", .list(needs.map(\.text).sorted().map { .text($0) })),
            .init("run", specification.canonical),
        ])
    }

    /// Orders by text.
    public static func < (left: RunKey, right: RunKey) -> Bool { left.text < right.text }
}
