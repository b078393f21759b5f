public import Settings
public import Tensors

/// Gradient descent, with or without momentum, by PyTorch's rule and defaults.
///
/// g ← g + wd·θ; b ← μ·b + (1 − τ)·g, but b ← g in the first step; θ ← θ − η·b, or θ − η·(g + μ·b) with Nesterov.
/// With τ = μ the buffer is the running mean of the gradient, whose stability bound is 2(1 + μ)/((1 − μ)η).
public struct SGD: Optimizer {
    public static let name = "sgd"
    public static let summary = "Gradient descent, with heavy-ball or Nesterov momentum if wanted."
    public static let settings: [Setting<SGD>] = [
        Setting("lr", \.learningRate, in: .nonnegative, "The learning rate η."),
        Setting("momentum", \.momentum, in: .decay, "The momentum μ; 0 is plain gradient descent."),
        Setting(
            "dampening",
            \.dampening,
            in: .closed(0...1),
            "The dampening τ of the gradient in the momentum buffer."
        ),
        Setting("weight_decay", \.weightDecay, in: .nonnegative, "A multiple of θ added to the gradient."),
        Setting("nesterov", \.isNesterov, "Whether the step looks ahead along the momentum."),
        Setting("maximize", \.maximizes, "Whether to maximize the loss instead of minimizing it."),
    ]

    public var learningRate = 1e-3
    /// The momentum μ.
    public var momentum = 0.0
    /// The dampening τ.
    public var dampening = 0.0
    /// The coupled weight decay.
    public var weightDecay = 0.0
    /// Whether the step looks ahead along the momentum.
    public var isNesterov = false
    /// Whether the loss is maximized.
    public var maximizes = false

    public init() {}

    public var direction: Double { maximizes ? -1 : 1 }

    public func validate() throws {
        guard !isNesterov || momentum > 0 && dampening == 0 else {
            throw SettingFault(
                .conflict,
                at: ["nesterov"],
                "Nesterov's step needs a momentum above 0 and no dampening",
                help: "set momentum, leave dampening at 0"
            )
        }
    }

    public func update<S: Scalar>(_ state: OptimizerState<S>, _ parameters: Vector<S>, gradient: Vector<S>) {
        let remembers = momentum != 0 && state.step > 0
        state.step += 1
        forEachBlock(of: parameters.count) { range in
            let (theta, buffer) = (parameters[range], state.first[range])
            let scratch = state.block(0, range.count)
            let slope = slope(gradient[range], decay: weightDecay, of: theta, in: scratch)
            if remembers {
                buffer.decay(by: momentum, adding: slope, times: 1 - dampening)
            } else {
                buffer.copy(from: slope)
            }
            if isNesterov {
                scratch.combine(1, slope, momentum, buffer)
                theta.add(scratch, times: -learningRate)
            } else {
                theta.add(buffer, times: -learningRate)
            }
        }
    }

    public func preconditioner<S: Scalar>(_ state: OptimizerState<S>, into diagonal: Vector<Double>) -> Bool {
        diagonal.all.fill(1)
        return true
    }

    /// (1 − τ)/(1 + μ) for heavy-ball momentum, (1 + 2μ)/(1 + μ) for Nesterov's: Jury's conditions on one eigenvalue.
    public func momentumFactor<S: Scalar>(_ state: OptimizerState<S>) -> Double {
        if momentum == 0 { return 1 }
        return (isNesterov ? 1 + 2 * momentum : 1 - dampening) / (1 + momentum)
    }
}
