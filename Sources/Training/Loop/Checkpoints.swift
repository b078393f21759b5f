import Tensors

/// Copies of parameters, state and position in the data, to which a rollback returns.
struct Checkpoints<S: Scalar> {
    /// The rule that decides when to return.
    var rule: Rollback
    private let parameters: [Vector<S>]
    private let states: [OptimizerState<S>]
    private let blank: OptimizerState<S>
    private var batches: [BatchPlace]

    init(_ rule: Rollback, _ optimizer: any Optimizer, _ layout: ParameterLayout) {
        self.rule = rule
        self.rule.begin()
        parameters = (0..<rule.places).map { _ in Vector(count: layout.count) }
        states = (0..<rule.places).map { _ in optimizer.start(layout, in: S.self) }
        blank = optimizer.start(layout, in: S.self)
        batches = Array(repeating: BatchPlace(1), count: rule.places)
    }

    /// Copies the present state of a run into a slot.
    mutating func keep(_ parameters: Vector<S>, _ state: OptimizerState<S>, _ batch: BatchPlace, at place: Int) {
        self.parameters[place].all.copy(from: parameters.all)
        states[place].copy(from: state)
        batches[place] = batch
    }

    /// Restores the contents of a slot, with the changes that the return demands.
    func restore(
        _ back: Rollback.Return,
        _ parameters: Vector<S>,
        _ state: OptimizerState<S>,
        _ batch: inout BatchPlace
    ) {
        parameters.all.copy(from: self.parameters[back.place].all)
        switch back.reset {
        case .none: state.copy(from: states[back.place])
        case .moments: state.copy(from: blank)
        case .first:
            state.copy(from: states[back.place])
            state.first.all.fill(0)
        }
        if back.secondMomentFactor != 1 { state.second.all.scale(by: back.secondMomentFactor) }
        switch back.batches {
        case .same: batch = batches[back.place]
        case .skip: batch = BatchPlace(batches[back.place].number + back.skip, order: batches[back.place].order)
        case .replace: batch = BatchPlace(1, order: back.number)
        }
    }
}
