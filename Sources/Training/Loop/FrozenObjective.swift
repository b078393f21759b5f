import Tensors

/// An objective that from one step on is its own second-order Taylor expansion at the parameters of that step.
///
/// With θₖ, Lₖ, gₖ and Hₖ those of the step and d = θ − θₖ the loss is Lₖ + gₖᵀd + ½dᵀHₖd and its gradient gₖ + Hₖd, by one
/// exact product at θₖ; its Hessian is Hₖ wherever θ is. Data and batch stay what they were at the step.
final class FrozenObjective<S: Scalar>: Objective {
    private let objective: any Objective<S>
    private let step: Int
    private var isReached = false
    /// Whether the expansion is there: since the evaluation of the step.
    private var isFrozen = false
    private let center: Vector<S>
    private let gradientAtCenter: Vector<S>
    private var lossAtCenter = 0.0
    private let distance: Vector<S>

    /// `objective`, to be expanded when it is evaluated at `step`.
    init(_ objective: any Objective<S>, at step: Int) {
        self.objective = objective
        self.step = step
        let count = objective.layout.count
        center = Vector(count: count)
        gradientAtCenter = Vector(count: count)
        distance = Vector(count: count)
    }

    var layout: ParameterLayout { objective.layout }
    var start: [Double] { objective.start }
    /// The step replaces one Hessian by another even where neither depends on θ.
    var hessianIsConstant: Bool { objective.hessianIsConstant }

    func advance(to step: Int, batch: BatchPlace) {
        guard !isFrozen else { return }
        isReached = step >= self.step
        objective.advance(to: step, batch: batch)
    }

    func evaluate(at parameters: Vector<S>, gradient: Vector<S>) -> Double {
        guard isFrozen else { return evaluateFreely(at: parameters, gradient: gradient) }
        distance.all.copy(from: parameters.all)
        distance.all.add(center.all, times: -1)
        objective.products(at: center, along: distance.start, count: 1, into: gradient.start)
        // gₖᵀd + ½dᵀHₖd, while the gradient holds the product only.
        let change = gradientAtCenter.all.dot(distance.all) + gradient.all.dot(distance.all) / 2
        gradient.all.add(gradientAtCenter.all)
        return lossAtCenter + change
    }

    private func evaluateFreely(at parameters: Vector<S>, gradient: Vector<S>) -> Double {
        let loss = objective.evaluate(at: parameters, gradient: gradient)
        if isReached {
            center.all.copy(from: parameters.all)
            gradientAtCenter.all.copy(from: gradient.all)
            lossAtCenter = loss
            isFrozen = true
        }
        return loss
    }

    func products(
        at parameters: Vector<S>,
        along directions: UnsafeMutablePointer<S>,
        count: Int,
        into products: UnsafeMutablePointer<S>
    ) {
        let point = isFrozen ? center : parameters
        objective.products(at: point, along: directions, count: count, into: products)
    }

    func fullLoss(at parameters: Vector<S>) -> Double? { isFrozen ? nil : objective.fullLoss(at: parameters) }

    func batchGradient(_ index: Int, size: Int, at parameters: Vector<S>, into gradient: Vector<S>) {
        objective.batchGradient(index, size: size, at: parameters, into: gradient)
    }
}

extension TrainingLoop {
    /// The run's objective in a precision; frozen at a step if the run requests it.
    func objective<S: Scalar>(in precision: S.Type) throws -> any Objective<S> {
        var problem = problem
        problem.steps = steps
        let objective = try model.objective(problem, in: precision)
        guard let step = hessianFrozenAt else { return objective }
        return FrozenObjective(objective, at: step)
    }
}
