public import Settings
public import Tensors

/// Lion (Chen and others 2023): the sign of a mean of gradients.
///
/// u = sign(β1·m + (1 − β1)·g); θ ← (1 − η·wd)·θ − η·u; m ← β2·m + (1 − β2)·g. The defaults are those of the authors'
/// code. A sign is not a diagonal times the gradient, so there is no D.
public struct Lion: Optimizer {
    public static let name = "lion"
    public static let summary = "Steps of one size along the sign of a mean of gradients."
    public static let settings: [Setting<Lion>] = [
        Setting("lr", \.learningRate, in: .nonnegative, "The learning rate η, the size of each coordinate's step."),
        Setting("beta1", \.beta1, in: .decay, "The weight β1 of the mean in the step's sign."),
        Setting("beta2", \.beta2, in: .decay, "The decay rate β2 of the mean, per step."),
        Setting("weight_decay", \.weightDecay, in: .nonnegative, "Shrinks θ by η·wd."),
        Setting("maximize", \.maximizes, "Whether to maximize the loss instead of minimizing it."),
    ]

    public var learningRate = 1e-4
    /// The weight β1 of the mean in the step.
    public var beta1 = 0.9
    /// The decay rate β2 of the mean.
    public var beta2 = 0.99
    /// The decoupled weight decay.
    public var weightDecay = 0.0
    /// Whether the loss is maximized.
    public var maximizes = false

    public init() {}

    public var direction: Double { maximizes ? -1 : 1 }

    public func update<S: Scalar>(_ state: OptimizerState<S>, _ parameters: Vector<S>, gradient: Vector<S>) {
        state.step += 1
        forEachBlock(of: parameters.count) { range in
            let (theta, first) = (parameters[range], state.first[range])
            let sign = state.block(0, range.count)
            if weightDecay != 0 { theta.scale(by: 1 - learningRate * weightDecay) }
            sign.combine(beta1, first, direction * (1 - beta1), gradient[range])
            sign.setSign(of: sign)
            theta.add(sign, times: -learningRate)
            first.decay(by: beta2, adding: gradient[range], times: direction * (1 - beta2))
        }
    }
}
