/// One run: a problem, a rule, a number of steps, and what happens on the way.
public struct TrainingLoop: Sendable {
    /// The problem.
    public var model: any Model
    /// The rule from the first step on.
    public var optimizer: any Optimizer
    /// The rule as changed before the update of a step, from that step on; its state is kept.
    public var interventions: [Int: any Optimizer] = [:]
    /// How many steps to take.
    public var steps: Int
    /// The seed of everything that is drawn.
    public var seed: Int
    /// A loss above this counts as divergence, as does one that is not finite.
    public var divergenceLimit: Double
    /// The probes that look on.
    public var probes: [any Probe]
    /// Whether every coordinate's state is kept.
    public var recordsState: Bool

    /// Describes a run.
    public init(
        model: any Model,
        optimizer: any Optimizer,
        steps: Int,
        seed: Int = 0,
        divergenceLimit: Double = 1e100,
        probes: [any Probe] = [CurvatureProbe(), MomentsProbe()],
        recordsState: Bool = false
    ) {
        self.model = model
        self.optimizer = optimizer
        self.steps = steps
        self.seed = seed
        self.divergenceLimit = divergenceLimit
        self.probes = probes
        self.recordsState = recordsState
    }

    /// Takes the steps and gives what was recorded; nil when `isCancelled` said so, which is asked every 256 steps.
    public func run(isCancelled: () -> Bool = { false }) -> Trace? {
        let objective = model.objective(seed: seed)
        var parameters = objective.start
        var gradient = [Double](repeating: 0, count: objective.dimension)
        var state = OptimizerState(count: objective.dimension)
        var optimizer = self.optimizer
        var probes = self.probes
        var trace = Trace(capacity: steps)
        for number in stride(from: 1, through: steps, by: 1) {
            if number % 256 == 0, isCancelled() { return nil }
            if let changed = interventions[number] { optimizer = changed }
            let before = parameters
            let loss = objective.evaluate(at: parameters, gradient: &gradient)
            optimizer.update(&state, &parameters, gradient: gradient)
            let step = Step(
                number: number,
                objective: objective,
                optimizer: optimizer,
                parameters: before,
                gradient: gradient,
                state: state
            )
            var row = Self.row(step, loss: loss, after: parameters)
            let isSound = loss.isFinite && loss <= divergenceLimit && parameters.allSatisfy(\.isFinite)
            if loss.isFinite {
                for index in probes.indices { probes[index].observe(step, into: &row) }
            }
            trace.append(row)
            if recordsState { trace.states += Self.records(step) }
            if !isSound {
                trace.outcome = .diverged(step: number)
                return trace
            }
        }
        return trace
    }

    private static func row(_ step: Step, loss: Double, after: [Double]) -> TraceRow {
        var row = TraceRow()
        row[.loss] = loss
        row[.gradNorm] = norm(step.gradient)
        row[.updateNorm] = norm(zip(after, step.parameters).map { $0 - $1 })
        row[.lr] = step.optimizer.learningRate
        row[.threshold] = 2 / step.optimizer.learningRate
        return row
    }

    /// √Σx², scaled so that neither tiny nor huge elements are lost when squared; NaN when an element is.
    private static func norm(_ vector: [Double]) -> Double {
        // `max` passes over NaN, and a norm of 0 would hide it.
        if vector.contains(where: \.isNaN) { return .nan }
        let scale = vector.reduce(0) { max($0, abs($1)) }
        guard scale > 0, scale.isFinite else { return vector.count == 1 ? abs(vector[0]) : scale }
        if vector.count == 1 { return scale }
        return scale * vector.reduce(0) { $0 + ($1 / scale) * ($1 / scale) }.squareRoot()
    }

    private static func records(_ step: Step) -> [StateRecord] {
        let corrected = step.optimizer.correctedSecondMoment(step.state)
        return step.parameters.indices.map { i in
            StateRecord(
                step: step.number,
                coordinate: i,
                theta: step.parameters[i],
                gradient: step.gradient[i],
                m: step.state.first[i],
                v: step.state.second[i],
                vHat: corrected?[i] ?? .nan
            )
        }
    }
}
