import Tensors
import Traces

/// A step of a run, in the run's precision.
struct Moment<S: Scalar> {
    let number: Int
    let batch: BatchPlace
    let before: Vector<S>
    let after: Vector<S>
    let gradient: Vector<S>
    let state: OptimizerState<S>
    let optimizer: any Optimizer
    let scaling: LayerScaling
}

/// Passes the steps of a run to its probes, in double precision.
///
/// For a run in another precision it has a second objective, the twin, which is evaluated at the run's own
/// parameters. So rounding cannot be mistaken for curvature.
struct Observer<S: Scalar> {
    private var probes: [any Probe]
    private let step: Step
    private let isTwin: Bool
    private let hessianFrozenAt: Int?

    init(_ loop: TrainingLoop, _ objective: any Objective<S>) throws {
        probes = loop.probes.filter { loop.model.hasLoss || !type(of: $0).needsLoss }
        hessianFrozenAt = loop.hessianFrozenAt
        if let own = objective as? any Objective<Double> {
            step = Step(own)
            isTwin = false
        } else {
            step = Step(try loop.objective(in: Double.self))
            isTwin = true
        }
        for index in probes.indices { probes[index].begin(step.layout) }
    }

    /// Calls the probes that are due at a step.
    mutating func observe(_ moment: Moment<S>, into row: inout TraceRow) {
        // The twin is frozen at the same step as the run, whether or not a probe is due then.
        let freezesTwin = isTwin && moment.number == hessianFrozenAt
        guard freezesTwin || probes.contains(where: { $0.window.holds(moment.number) }) else { return }
        show(moment)
        for index in probes.indices where probes[index].window.holds(moment.number) {
            probes[index].observe(step, into: &row)
        }
    }

    private func show(_ moment: Moment<S>) {
        let optimizer = moment.optimizer
        step.number = moment.number
        step.learningRate = optimizer.learningRate
        step.direction = optimizer.direction
        step.momentumFactor = optimizer.momentumFactor(moment.state)
        step.parameters.all.convert(from: moment.before.all)
        step.update.all.convert(from: moment.after.all)
        step.update.all.add(step.parameters.all, times: -1)
        step.first.all.convert(from: moment.state.first.all)
        step.second.all.convert(from: moment.state.second.all)
        step.hasSecond = optimizer.correctedSecondMoment(moment.state, into: step.corrected)
        step.hasDiagonal = optimizer.preconditioner(moment.state, into: step.diagonal)
        if step.hasDiagonal { moment.scaling.scalePreconditioner(step.diagonal) }
        step.hasUnstable = false
        if isTwin {
            step.objective.advance(to: moment.number, batch: moment.batch)
            _ = step.objective.evaluate(at: step.parameters, gradient: step.gradient)
        } else {
            step.gradient.all.convert(from: moment.gradient.all)
        }
    }

    /// The state of every coordinate at a step.
    func states(_ moment: Moment<S>) -> [StateRecord] {
        show(moment)
        return (0..<step.layout.count).map { i in
            StateRecord(
                step: step.number,
                coordinate: i,
                theta: step.parameters[i],
                gradient: step.gradient[i],
                m: step.first[i],
                v: step.second[i],
                vHat: step.hasSecond ? step.corrected[i] : .nan
            )
        }
    }
}
