import Settings
import Tensors
import Traces

/// A run in progress: executes a ``TrainingLoop`` with memory that is allocated once.
final class TrainingRun<S: Scalar> {
    private let loop: TrainingLoop
    private let objective: any Objective<S>
    private let layout: ParameterLayout
    private let scaling: LayerScaling
    private let parameters: Vector<S>
    private let before: Vector<S>
    /// The gradient as computed by the model, and after the guards; the same vector without guards.
    private let gradient: Vector<S>
    private let guarded: Vector<S>
    private var state: OptimizerState<S>
    private var optimizer: any Optimizer
    /// The learning rate of the settings, before schedule and rollback.
    private var baseRate: Double
    private var gradientGuards: [any GradientGuard]
    private var stepGuards: [any StepGuard]
    private var checkpoints: Checkpoints<S>?
    private var batch = BatchPlace(1)
    private var observer: Observer<S>
    private var trace: Trace
    private var row = TraceRow()

    init(_ loop: TrainingLoop) throws {
        self.loop = loop
        objective = try loop.objective(in: S.self)
        layout = objective.layout
        scaling = try SettingFaults.under(["layers"]) { [layout = objective.layout] in
            try loop.layers.scaling(of: layout)
        }
        parameters = Vector(objective.start)
        before = Vector(count: layout.count)
        gradient = Vector(count: layout.count)
        guarded = loop.gradientGuards.isEmpty && scaling.isIdentity ? gradient : Vector(count: layout.count)
        optimizer = loop.optimizer
        baseRate = loop.optimizer.learningRate
        state = loop.optimizer.start(layout, in: S.self)
        gradientGuards = loop.gradientGuards
        stepGuards = loop.stepGuards
        for index in gradientGuards.indices { gradientGuards[index].begin(layout) }
        for index in stepGuards.indices { stepGuards[index].begin(layout) }
        checkpoints = loop.rollback.map { [layout = objective.layout] in Checkpoints($0, loop.optimizer, layout) }
        observer = try Observer(loop, objective)
        trace = Trace(capacity: loop.steps)
        startSecondMoment()
    }

    private func startSecondMoment() {
        guard let start = loop.secondMomentStart else { return }
        var random = Random(seed: loop.problem.seed, stream: "second-moment")
        objective.advance(to: 1, batch: batch)
        start.fill(state.second, layout: layout, random: &random) { index, target in
            objective.batchGradient(index, size: start.batchSize, at: parameters, into: target)
        }
    }

    func run(_ isCancelled: () -> Bool) -> Trace? {
        for number in stride(from: 1, through: loop.steps, by: 1) {
            if number % 256 == 0, isCancelled() { return nil }
            guard take(number) else {
                trace.outcome = .diverged(step: number)
                break
            }
        }
        return trace
    }

    /// Takes one step; returns false when the run has diverged in it.
    private func take(_ number: Int) -> Bool {
        begin(number)
        before.all.copy(from: parameters.all)
        objective.advance(to: number, batch: batch)
        let loss = objective.evaluate(at: parameters, gradient: gradient)
        guardGradient(number)
        optimizer.update(state, parameters, gradient: guarded)
        for index in stepGuards.indices {
            stepGuards[index].apply(
                before: before,
                after: parameters,
                layout: layout,
                learningRate: optimizer.learningRate
            )
        }
        if !scaling.isIdentity { scaling.scaleStep(before: before, after: parameters) }
        record(number, loss)
        let isLow = loss.isFinite && loss <= loop.divergenceLimit || !loop.model.hasLoss
        let isSound = isLow && parameters.all.isFinite
        batch.number += 1
        return rollBack(number, isSound ? loss : .nan) || isSound
    }

    private func begin(_ number: Int) {
        if let changed = loop.interventions[number] {
            optimizer = changed
            baseRate = changed.learningRate
        }
        if let place = checkpoints?.rule.checkpoint(step: number) {
            checkpoints?.keep(parameters, state, batch, at: place)
        }
        let factor = loop.schedule.factor(step: number, of: loop.steps) * (checkpoints?.rule.rateFactor ?? 1)
        optimizer.learningRate = baseRate * factor
    }

    private func guardGradient(_ number: Int) {
        guard guarded !== gradient else { return }
        guarded.all.copy(from: gradient.all)
        scaling.scaleGradient(guarded)
        for index in gradientGuards.indices {
            gradientGuards[index].apply(to: guarded, layout: layout, step: number)
        }
    }

    private func record(_ number: Int, _ loss: Double) {
        row.clear()
        row[.loss] = loss
        let (gradNorm, updateNorm) = (gradient.all.norm, parameters.all.distance(to: before.all))
        row[.gradNorm] = gradNorm
        row[.updateNorm] = updateNorm
        row[.updateRatio] = updateNorm / before.all.norm
        row[.lr] = optimizer.learningRate
        row[.threshold] = 2 / optimizer.learningRate
        row[.gradientFactor] = guarded === gradient ? 1 : guarded.all.norm / gradNorm
        let wantsFullLoss = loop.fullLossInterval > 0 && (number - 1) % loop.fullLossInterval == 0
        if wantsFullLoss, let full = objective.fullLoss(at: before) { row[.fullLoss] = full }
        let moment = Moment(
            number: number,
            batch: batch,
            before: before,
            after: parameters,
            gradient: gradient,
            state: state,
            optimizer: optimizer,
            scaling: scaling
        )
        if loss.isFinite || !loop.model.hasLoss { observer.observe(moment, into: &row) }
        trace.append(row)
        if loop.recordsState { trace.states += observer.states(moment) }
    }

    /// Returns to a checkpoint if the rule demands it; returns true when it did.
    private func rollBack(_ number: Int, _ loss: Double) -> Bool {
        switch checkpoints?.rule.observe(loss: loss, step: number) {
        case .restore(let back):
            checkpoints?.restore(back, parameters, state, &batch)
            trace.events.append(TraceEvent(step: number, kind: .rollback, value: Double(back.step)))
            return true
        case .exhausted(let count):
            trace.events.append(TraceEvent(step: number, kind: .exhausted, value: Double(count)))
            return false
        case nil:
            return false
        }
    }
}
