public import Analysis
public import Settings
public import Training

/// A run made by this program's own numeric core.
public struct CoreRun: RunSpecification {
    /// The run without its samples, which are drawn or read when it begins.
    public var loop: TrainingLoop
    /// The source of its samples; nil for models without data.
    public var data: (any DataSource)?
    /// The files that it reads.
    public var files = InputFiles()
    /// The spike detector.
    public var detector: SpikeDetector
    /// Changes of settings during the run.
    public var interventions: [Intervention]
    /// The search for a setting's critical value, if the run is a bisection; otherwise nil.
    public var bisection: Bisection?

    /// A change before the update of a step, of the optimizer's settings or of the loss that it minimises.
    public struct Intervention: Sendable {
        /// The step, from 1.
        public var step: Int
        /// The changes as written, each a dotted path and a value.
        public var changes: [(path: String, value: Value)]
        /// The optimizer from this step on.
        public var optimizer: any Optimizer
        /// Whether the loss is its own second-order Taylor expansion from this step on.
        public var freezesHessian: Bool { changes.contains { $0.path == CoreRun.freezing } }
    }

    /// Whether its model has a loss.
    public var hasLoss: Bool { model.hasLoss }
    /// The digest of the numeric core.
    public var version: String { CoreVersion.digest }
    public var rule: (any Optimizer)? { optimizer }
    public var plannedSteps: Int? { steps }
    /// The problem.
    public var model: any Model { loop.model }
    /// The optimizer from the first step on.
    public var optimizer: any Optimizer { loop.optimizer }
    /// The number of steps.
    public var steps: Int { loop.steps }
    /// The loss above which the run counts as diverged.
    public var divergenceLimit: Double { loop.divergenceLimit }
    /// The seed of all random numbers.
    public var seed: Int {
        get { loop.problem.seed }
        set { loop.problem.seed = newValue }
    }
    /// The names of the probes; `state`, if present, is the last.
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

    /// The code that can act on the trace.
    ///
    /// It includes units of optimizers that take over during the run, which `canonical` contains only as changes. It
    /// includes the detector and the code of the analysis if a bisection searches for spikes.
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

    /// Whether a bisection searches for spikes.
    public var asksDetector: Bool { bisection?.asksDetector ?? false }

    private var canonicalProbes: Value {
        .list(loop.probes.map(\.named) + (loop.recordsState ? [.text(Self.stateProbe)] : []))
    }

    /// The entries that only models with data have.
    private var canonicalProblem: [Value.Entry] {
        guard let data else { return [] }
        return [
            .init("data", data.named), .init("loss", loop.problem.loss.named),
            .init("batch", loop.problem.batch.resolved), .init("initial", loop.problem.initializer.named),
            .init("full_loss", .number(Double(loop.fullLossInterval))),
        ]
    }

    /// The entries that exist only if the experiment sets them.
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
