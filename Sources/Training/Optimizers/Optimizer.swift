public import Settings
public import Tensors

/// A rule that moves parameters along gradients.
///
/// It is a value; what it remembers between steps stands in ``OptimizerState``, so that its settings may change in the
/// middle of a run. Numbers that it computes for a whole step are `Double`; vectors have the run's precision.
///
/// The step of most rules here is Δθ = −η·D·(a momentum of g), with a diagonal D, so that its stability on a quadratic
/// is that of gradient descent on the preconditioned Hessian Ĥ = c·D·H, where c is the momentum's factor: stable while
/// λ_max(Ĥ) < 2/η.
public protocol Optimizer: Configurable {
    /// The learning rate η. A schedule sets it before each step.
    var learningRate: Double { get set }
    /// +1 to descend, −1 to ascend.
    var direction: Double { get }
    /// What the rule remembers before its first step, for parameters that lie as `layout` says.
    func start<S: Scalar>(_ layout: ParameterLayout, in precision: S.Type) -> OptimizerState<S>
    /// One step: brings the state up to date with `gradient` and moves `parameters`, without allocating.
    ///
    /// The state must come from `start` of the same rule, with any settings; both vectors have its layout's length.
    func update<S: Scalar>(_ state: OptimizerState<S>, _ parameters: Vector<S>, gradient: Vector<S>)
    /// Writes the diagonal D of the step last taken; false, and nothing written, when the rule has none.
    ///
    /// D is such that without momentum and weight decay the step is −η·D·g.
    func preconditioner<S: Scalar>(_ state: OptimizerState<S>, into diagonal: Vector<Double>) -> Bool
    /// The factor c of the step last taken; 1 without momentum.
    func momentumFactor<S: Scalar>(_ state: OptimizerState<S>) -> Double
    /// Writes the second moment with its bias corrected, v̂, after the step last taken; false when the rule keeps none.
    func correctedSecondMoment<S: Scalar>(_ state: OptimizerState<S>, into moment: Vector<Double>) -> Bool
    /// What is left of the second moment v in step `step`, from 1, when the gradient is zero: β2 in Adam; nil for rules
    /// that keep none.
    ///
    /// It is that of v as the state keeps it, without bias correction, whatever the rule divides by.
    func secondMomentDecay(at step: Int) -> Double?
}

extension Optimizer {
    /// Rules minimize the loss unless `maximize` says otherwise.
    public var direction: Double { 1 }

    /// Both moments, zero; rules that remember more write their own.
    public func start<S: Scalar>(_ layout: ParameterLayout, in precision: S.Type) -> OptimizerState<S> {
        OptimizerState(layout)
    }

    /// Rules whose step is no diagonal times the gradient have no D.
    public func preconditioner<S: Scalar>(_ state: OptimizerState<S>, into diagonal: Vector<Double>) -> Bool { false }

    /// A rule without momentum has the factor 1.
    public func momentumFactor<S: Scalar>(_ state: OptimizerState<S>) -> Double { 1 }

    /// Most rules outside Adam's family keep no mean of squares.
    public func correctedSecondMoment<S: Scalar>(_ state: OptimizerState<S>, into moment: Vector<Double>) -> Bool {
        false
    }

    /// Rules without a mean of squares have nothing that decays.
    public func secondMomentDecay(at step: Int) -> Double? { nil }

    /// The gradient that the rule follows, ±g + decay·θ: `gradient` itself where that is all, otherwise in `scratch`.
    func slope<S: Scalar>(
        _ gradient: Block<S>,
        decay: Double,
        of parameters: Block<S>,
        in scratch: Block<S>
    ) -> Block<S> {
        if direction == 1 && decay == 0 { return gradient }
        if decay == 0 {
            scratch.copy(from: gradient)
            scratch.scale(by: direction)
        } else {
            scratch.combine(direction, gradient, decay, parameters)
        }
        return scratch
    }
}
