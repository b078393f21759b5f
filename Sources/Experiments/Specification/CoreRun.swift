public import Analysis
public import Settings
public import Training

/// A run that this program's own numeric core makes.
public struct CoreRun: RunSpecification {
    /// The run but for its samples, which are drawn or read when it begins.
    public var loop: TrainingLoop
    /// Where its samples come from; nil for models without data.
    public var data: (any DataSource)?
    /// The files that it reads.
    public var files = InputFiles()
    /// The rule of spikes.
    public var detector: SpikeDetector
    /// Changes during the run.
    public var interventions: [Intervention]
    /// The search for a setting's critical value, when that is what the run does.
    public var bisection: Bisection?

    /// A change of the optimizer's settings before the update of a step, or of the loss that it minimises.
    public struct Intervention: Sendable {
        /// The step, from 1.
        public var step: Int
        /// The changes as written: dotted path, value.
        public var changes: [(path: String, value: Value)]
        /// The rule from this step on.
        public var optimizer: any Optimizer
        /// Whether the loss is its own second-order Taylor expansion from this step on.
        public var freezesHessian: Bool { changes.contains { $0.path == CoreRun.freezing } }
    }

    /// Whether its model has a loss.
    public var hasLoss: Bool { model.hasLoss }
    /// That of the numeric core.
    public var version: String { CoreVersion.digest }
    public var rule: (any Optimizer)? { optimizer }
    public var plannedSteps: Int? { steps }
    /// The problem.
    public var model: any Model { loop.model }
    /// The rule from the first step on.
    public var optimizer: any Optimizer { loop.optimizer }
    /// How many steps.
    public var steps: Int { loop.steps }
    /// A loss above this is divergence.
    public var divergenceLimit: Double { loop.divergenceLimit }
    /// The seed of everything that is drawn.
    public var seed: Int {
        get { loop.problem.seed }
        set { loop.problem.seed = newValue }
    }
    /// The names of the probes, `state` being the last of them.
    public var probes: [String] {
        loop.probes.map { type(of: $0).name } + (loop.recordsState ? [Self.stateProbe] : [])
    }
}

extension CoreRun {
    /// The specification as a tree of plain values with every default filled in.
    public var canonical: Value {
        var entries: [Value.Entry] = [
            .init("model", model.named), .init("optimizer", optimizer.named), .init("steps", .number(Double(steps))),
            .init("seed", .number(Double(seed))), .init("probes", canonicalProbes),
            .init("detector", detector.resolved), .init("diverged_above", .number(divergenceLimit)),
            .init("precision", .text(loop.precision.rawValue)), .init("schedule", loop.schedule.named),
        ]
        entries += canonicalProblem + canonicalSurroundings
        if !files.bytes.isEmpty { entries.append(.init("files", files.canonical)) }
        if !interventions.isEmpty { entries.append(.init("at", .map(interventions.map(\.canonical)))) }
        if let bisection { entries.append(.init("bisect", bisection.resolved)) }
        return .map(entries)
    }

    /// The rules that take over during the run, as they were read, since `canonical` holds them as written; the code of the
    /// analysis and the detector where a bisection asks for spikes.
    public func code(_ code: CoreCode) -> [Value.Entry] {
        let later = interventions.map { Value.map([.init("optimizer", $0.optimizer.named)]) }
        var entries: [Value.Entry] = [
            .init("core", .text(code.shared)), .init("library", .text(code.library)),
            .init("units", .map(code.named(in: [canonicalTrace] + later))),
        ]
        if asksDetector {
            entries += [.init("analysis", .text(code.analysis)), .init("detector", detector.resolved)]
        }
        if !later.isEmpty { entries.append(.init("later", .list(later))) }
        return entries
    }

    /// Whether a bisection asks it for spikes.
    public var asksDetector: Bool { bisection?.asksDetector ?? false }

    private var canonicalProbes: Value {
        .list(loop.probes.map(\.named) + (loop.recordsState ? [.text(Self.stateProbe)] : []))
    }

    /// What only models with data have.
    private var canonicalProblem: [Value.Entry] {
        guard let data else { return [] }
        return [
            .init("data", data.named), .init("loss", loop.problem.loss.named),
            .init("batch", loop.problem.batch.resolved), .init("initial", loop.problem.initializer.named),
            .init("full_loss", .number(Double(loop.fullLossInterval))),
        ]
    }

    /// What is there only when it is asked for.
    private var canonicalSurroundings: [Value.Entry] {
        var entries: [Value.Entry] = []
        let guards = loop.gradientGuards.map(\.named) + loop.stepGuards.map(\.named)
        if !guards.isEmpty { entries.append(.init("guards", .list(guards))) }
        if !loop.layers.rules.isEmpty { entries.append(.init("layers", loop.layers.resolved)) }
        if let start = loop.secondMomentStart { entries.append(.init("second_moment", start.named)) }
        if let rollback = loop.rollback { entries.append(.init("rollback", rollback.resolved)) }
        return entries
    }
}

extension CoreRun.Intervention {
    fileprivate var canonical: Value.Entry {
        .init(String(step), .map(changes.map { .init($0.path, $0.value) }))
    }
}
