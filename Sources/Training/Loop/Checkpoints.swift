import Tensors

/// The copies of parameters, state and place in the data that a rollback goes back to.
struct Checkpoints<S: Scalar> {
    /// When to go back.
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

    /// Copies what a run is at into a place.
    mutating func keep(_ parameters: Vector<S>, _ state: OptimizerState<S>, _ batch: BatchPlace, at place: Int) {
        self.parameters[place].all.copy(from: parameters.all)
        states[place].copy(from: state)
        batches[place] = batch
    }

    /// Brings back what a place holds, changed as the return says.
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
