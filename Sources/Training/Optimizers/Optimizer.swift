/// A rule that moves parameters along gradients.
///
/// It is a value; what it remembers between steps stands in `OptimizerState`.
///
/// The step of every rule here is Δθ = −η·D·(a momentum of g), with a diagonal D, so that its stability on a quadratic is
/// that of gradient descent on the preconditioned Hessian Ĥ = c·D·H, where c is the momentum's factor: stable while
/// λ_max(Ĥ) < 2/η.
public protocol Optimizer: Configurable {
    /// The learning rate η.
    var learningRate: Double { get }
    /// +1 to descend, −1 to ascend.
    var direction: Double { get }
    /// One step: brings the state up to date with `gradient` and moves `parameters`.
    func update(_ state: inout OptimizerState, _ parameters: inout [Double], gradient: [Double])
    /// Writes the diagonal D of the step last taken.
    func preconditioner(_ state: OptimizerState, into diagonal: inout [Double])
    /// The factor c of the step last taken; 1 without momentum.
    func momentumFactor(_ state: OptimizerState) -> Double
    /// The second moment with its bias corrected, v̂, after the step last taken; nil when the rule keeps none.
    func correctedSecondMoment(_ state: OptimizerState) -> [Double]?
}

/// What a rule remembers between steps, for parameters of one length.
public struct OptimizerState: Sendable {
    /// Steps taken.
    public var step = 0
    /// The first moment m, or the momentum buffer.
    public var first: [Double]
    /// The second moment v, not bias-corrected; zero for rules without one.
    public var second: [Double]
    /// The largest second moment so far, for AMSGrad.
    public var largest: [Double]

    /// Zero moments for `count` parameters.
    public init(count: Int) {
        first = Array(repeating: 0, count: count)
        second = first
        largest = first
    }
}
