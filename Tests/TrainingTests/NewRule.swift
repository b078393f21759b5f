public import Settings
public import Tensors

@testable public import Training

/// What the rule is, who found it, and its formula: v ← β·v + (1 − β)·g²; θ ← θ − η·g/(√v + ε).
///
/// This is where a rule of your own begins: change formula, settings and sentences, and the laws in `OptimizerNewRule`.
public struct NewRule: Optimizer {
    public static let name = "new-rule"
    public static let summary = "The gradient over the root of a mean of its squares, to begin with."
    public static let settings: [Setting<NewRule>] = [
        Setting("lr", \.learningRate, in: .nonnegative, "The learning rate η."),
        Setting("beta", \.beta, in: .decay, "The decay rate β of the second moment, a step."),
        Setting("eps", \.epsilon, in: .nonnegative, "The constant ε added to √v, outside the root."),
        Setting("maximize", \.maximizes, "Whether to maximize the loss instead of minimizing it."),
    ]

    public var learningRate = 1e-2
    /// The decay rate β.
    public var beta = 0.9
    /// The constant ε.
    public var epsilon = 1e-8
    /// Whether the loss is maximized.
    public var maximizes = false

    public init() {}

    public var direction: Double { maximizes ? -1 : 1 }

    public func update<S: Scalar>(_ state: OptimizerState<S>, _ parameters: Vector<S>, gradient: Vector<S>) {
        state.step += 1
        forEachBlock(of: parameters.count) { range in
            let (g, v, root) = (gradient[range], state.second[range], state.block(0, range.count))
            v.decay(by: beta, addingSquareOf: g, times: 1 - beta)
            root.setRoot(of: v, plus: epsilon)
            parameters[range].subtract(direction * learningRate, times: g, over: root)
        }
    }

    /// D = 1/(√v + ε).
    public func preconditioner<S: Scalar>(_ state: OptimizerState<S>, into diagonal: Vector<Double>) -> Bool {
        diagonal.all.convert(from: state.second.all)
        diagonal.all.setRoot(of: diagonal.all, plus: epsilon)
        diagonal.all.reciprocal()
        return true
    }

    /// v, whose bias is not corrected.
    public func correctedSecondMoment<S: Scalar>(_ state: OptimizerState<S>, into moment: Vector<Double>) -> Bool {
        moment.all.convert(from: state.second.all)
        return true
    }

    public func secondMomentDecay(at step: Int) -> Double? { beta }
}
