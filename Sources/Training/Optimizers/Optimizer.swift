public import Settings
public import Tensors

/// An optimizer: a rule that updates parameters along gradients.
///
/// It is a value; its state between steps is in ``OptimizerState``, so that its settings may change in the middle of
/// a run. Numbers for a whole step are `Double`; vectors have the run's precision.
///
/// The step of most optimizers here is Δθ = −η·D·(a momentum of g), with a diagonal D. Its stability on a quadratic
/// is that of gradient descent on the preconditioned Hessian Ĥ = c·D·H, where c is the momentum factor: stable while
/// λ_max(Ĥ) < 2/η.
public protocol Optimizer: Configurable {
    /// The learning rate η; a schedule sets it before each step.
    var learningRate: Double { get set }
    /// +1 to minimize, −1 to maximize.
    var direction: Double { get }
    /// The state before the first step, for parameters laid out as in `layout`.
    func start<S: Scalar>(_ layout: ParameterLayout, in precision: S.Type) -> OptimizerState<S>
    /// Takes one step: updates the state with `gradient` and moves `parameters`, without allocating.
    ///
    /// The state must come from `start` of the same optimizer, with any settings; both vectors have its layout's
    /// length.
    func update<S: Scalar>(_ state: OptimizerState<S>, _ parameters: Vector<S>, gradient: Vector<S>)
    /// Writes the diagonal D of the last step; returns false, and writes nothing, when the optimizer has none.
    ///
    /// D is defined so that without momentum and weight decay the step is −η·D·g.
    func preconditioner<S: Scalar>(_ state: OptimizerState<S>, into diagonal: Vector<Double>) -> Bool
    /// The momentum factor c of the last step; 1 without momentum.
    func momentumFactor<S: Scalar>(_ state: OptimizerState<S>) -> Double
    /// Writes the bias-corrected second moment v̂ after the last step; returns false when the optimizer has none.
    func correctedSecondMoment<S: Scalar>(_ state: OptimizerState<S>, into moment: Vector<Double>) -> Bool
    /// The factor that a zero gradient in step `step`, from 1, applies to the second moment v: β2 in Adam; nil for
    /// optimizers without one.
    ///
    /// It refers to v as the state holds it, without bias correction, whatever the optimizer divides by.
    func secondMomentDecay(at step: Int) -> Double?
}

extension Optimizer {
    /// By default the loss is minimized.
    public var direction: Double { 1 }

    /// By default the state consists of both moments, zero.
    public func start<S: Scalar>(_ layout: ParameterLayout, in precision: S.Type) -> OptimizerState<S> {
        OptimizerState(layout)
    }

    /// By default there is no D, as for a step that is not a diagonal times the gradient.
    public func preconditioner<S: Scalar>(_ state: OptimizerState<S>, into diagonal: Vector<Double>) -> Bool { false }

    /// By default there is no momentum, and the factor is 1.
    public func momentumFactor<S: Scalar>(_ state: OptimizerState<S>) -> Double { 1 }

    /// By default there is no mean of squares, as in most optimizers outside Adam's family.
    public func correctedSecondMoment<S: Scalar>(_ state: OptimizerState<S>, into moment: Vector<Double>) -> Bool {
        false
    }

    /// By default there is no mean of squares that decays.
    public func secondMomentDecay(at step: Int) -> Double? { nil }

    /// The gradient that is followed, ±g + decay·θ: `gradient` itself if that is all, otherwise a result in
    /// `scratch`.
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
