public import Tensors

/// One step as probes receive it, in double precision: the point before the update, the optimizer's state after it.
public final class Step {
    /// The step's number, from 1.
    public internal(set) var number = 0
    /// The problem, last evaluated at `parameters`.
    public let objective: any Objective<Double>
    /// The learning rate η of the step.
    public internal(set) var learningRate = 0.0
    /// +1 when the loss is minimized, −1 when it is maximized.
    public internal(set) var direction = 1.0
    /// The parameters before the update.
    public let parameters: Vector<Double>
    /// The gradient at these parameters, as the model computed it.
    public let gradient: Vector<Double>
    /// The step as taken, Δθ.
    public let update: Vector<Double>
    /// The first moment m after the update.
    public let first: Vector<Double>
    /// The second moment v after the update, without bias correction.
    public let second: Vector<Double>
    /// v̂, if the optimizer has a second moment.
    public let corrected: Vector<Double>
    /// Whether the optimizer has a second moment.
    public internal(set) var hasSecond = false
    /// The diagonal D of the step, including layer factors, if the optimizer has one.
    public let diagonal: Vector<Double>
    /// Whether the optimizer has a diagonal preconditioner.
    public internal(set) var hasDiagonal = false
    /// The momentum factor c.
    public internal(set) var momentumFactor = 1.0
    /// The top eigenvector of D^½HD^½ at this step, of length 1, once a probe has computed it.
    public let unstable: Vector<Double>
    /// Whether a probe has computed it.
    public internal(set) var hasUnstable = false

    /// The tensors.
    public var layout: ParameterLayout { objective.layout }

    init(_ objective: any Objective<Double>) {
        self.objective = objective
        let count = objective.layout.count
        parameters = Vector(count: count)
        gradient = Vector(count: count)
        update = Vector(count: count)
        first = Vector(count: count)
        second = Vector(count: count)
        corrected = Vector(count: count)
        diagonal = Vector(count: count)
        unstable = Vector(count: count)
    }
}
