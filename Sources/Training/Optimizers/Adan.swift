public import Settings
public import Tensors

/// Adan (Xie and others 2022): Adam with Nesterov's look-ahead through the difference of successive gradients.
///
/// d = g − g₋₁, zero in the first step; m ← β1·m + (1 − β1)·g; y ← β2·y + (1 − β2)·d; n ← β3·n + (1 − β3)·(g + c·d)²;
/// θ ← θ − η·(m/(1 − β1ᵗ) + c·y/(1 − β2ᵗ))/(√n̂ + ε), followed by θ ← θ/(1 + η·wd), or preceded by θ ← (1 − η·wd)·θ
/// with `no_prox`.
///
/// Implementations disagree on c. The paper writes rates as weights of the new value, so that c = 1 − 0.08 = β2 =
/// 0.92 here, as in the authors' code: `c: authors`. optax has c = 1 − β2 = 0.08 with the same rates: `c: optax`. The
/// state's second moment is n; `extra` are y and g₋₁.
public struct Adan: Optimizer {
    public static let name = "adan"
    public static let summary = "Adam with Nesterov's look ahead through differences of gradients."
    /// The weight c of the difference of gradients.
    public enum Weighting: String, Sendable, CaseIterable {
        /// c = β2.
        case authors
        /// c = 1 − β2.
        case optax
    }

    public static let settings: [Setting<Adan>] = [
        Setting("lr", \.learningRate, in: .nonnegative, "The learning rate η."),
        Setting("beta1", \.beta1, in: .decay, "The decay rate β1 of the mean gradient, per step."),
        Setting("beta2", \.beta2, in: .decay, "The decay rate β2 of the mean difference, per step."),
        Setting("beta3", \.beta3, in: .decay, "The decay rate β3 of the second moment, per step."),
        Setting("eps", \.epsilon, in: .nonnegative, "The constant ε added to √n̂, outside the root."),
        Setting("c", \.weighting, "Whether the difference counts β2 or 1 − β2 times."),
        Setting("weight_decay", \.weightDecay, in: .nonnegative, "Shrinks θ by 1/(1 + η·wd) after the step."),
        Setting(
            "no_prox",
            \.decouplesWeightDecay,
            "Whether weight decay shrinks θ by 1 − η·wd before the step instead."
        ),
        Setting("maximize", \.maximizes, "Whether to maximize the loss instead of minimizing it."),
    ]

    public var learningRate = 1e-3
    /// The decay rate β1 of the mean gradient.
    public var beta1 = 0.98
    /// The decay rate β2 of the mean difference.
    public var beta2 = 0.92
    /// The decay rate β3 of the second moment.
    public var beta3 = 0.99
    /// The constant ε.
    public var epsilon = 1e-8
    /// The weight of the difference.
    public var weighting = Weighting.authors
    /// The weight decay.
    public var weightDecay = 0.0
    /// Whether θ shrinks before the step, as in AdamW.
    public var decouplesWeightDecay = false
    /// Whether the loss is maximized.
    public var maximizes = false

    public init() {}

    public var direction: Double { maximizes ? -1 : 1 }

    /// The weight c of the difference.
    private var c: Double { weighting == .optax ? 1 - beta2 : beta2 }

    public func start<S: Scalar>(_ layout: ParameterLayout, in precision: S.Type) -> OptimizerState<S> {
        OptimizerState(layout, extra: [layout.count, layout.count])
    }

    public func update<S: Scalar>(_ state: OptimizerState<S>, _ parameters: Vector<S>, gradient: Vector<S>) {
        let isFirst = state.step == 0
        state.step += 1
        let meanSize = learningRate / biasCorrection(beta1, state.step)
        let differenceSize = learningRate * c / biasCorrection(beta2, state.step)
        let root = biasCorrection(beta3, state.step).squareRoot()
        forEachBlock(of: parameters.count) { range in
            let (theta, mean, second) = (parameters[range], state.first[range], state.second[range])
            let (differences, last) = (state.extra[0][range], state.extra[1][range])
            let (difference, denominator) = (state.block(1, range.count), state.block(2, range.count))
            let slope = slope(gradient[range], decay: 0, of: theta, in: state.block(0, range.count))
            if isFirst { last.copy(from: slope) }
            difference.combine(1, slope, -1, last)
            last.copy(from: slope)
            mean.decay(by: beta1, adding: slope, times: 1 - beta1)
            differences.decay(by: beta2, adding: difference, times: 1 - beta2)
            difference.combine(c, difference, 1, slope)
            second.decay(by: beta3, addingSquareOf: difference, times: 1 - beta3)
            denominator.setRoot(of: second, over: root, plus: epsilon)
            if decouplesWeightDecay { theta.scale(by: 1 - learningRate * weightDecay) }
            theta.subtract(meanSize, times: mean, over: denominator)
            theta.subtract(differenceSize, times: differences, over: denominator)
            if !decouplesWeightDecay { theta.divide(by: 1 + learningRate * weightDecay) }
        }
    }

    /// D = 1/(√n̂ + ε); without momentum the step is −η·D·(g + c·d), which is −η·D·g while the gradient stays the
    /// same.
    public func preconditioner<S: Scalar>(_ state: OptimizerState<S>, into diagonal: Vector<Double>) -> Bool {
        let root = biasCorrection(beta3, state.step).squareRoot()
        diagonal.all.convert(from: state.second.all)
        diagonal.all.setRoot(of: diagonal.all, over: root, plus: epsilon)
        diagonal.all.reciprocal()
        return true
    }

    /// (1 − β1)/((1 + β1)(1 − β1ᵗ)) + 2c(1 − β2)/((1 + β2)(1 − β2ᵗ)).
    ///
    /// With D fixed, consider one eigenvalue, with a = ηDλ. The mean has the transfer function (1 − β1)z/(z − β1), and the
    /// mean difference (1 − β2)(z − 1)/(z − β2). The zeros of
    /// z − 1 + a·((1 − β1)z/(z − β1)/(1 − β1ᵗ) + c(1 − β2)(z − 1)/(z − β2)/(1 − β2ᵗ)) must lie in the unit circle. Of
    /// Jury's conditions the one at z = −1 is the first to fail (checked numerically for rates from 0 to 0.99). It is
    /// a·factor < 2.
    public func momentumFactor<S: Scalar>(_ state: OptimizerState<S>) -> Double {
        meanFactor(beta1, state.step) + 2 * c * meanFactor(beta2, state.step)
    }

    /// n̂ = n/(1 − β3ᵗ), the second moment of g + c·d.
    public func correctedSecondMoment<S: Scalar>(_ state: OptimizerState<S>, into moment: Vector<Double>) -> Bool {
        moment.all.convert(from: state.second.all)
        moment.all.divide(by: biasCorrection(beta3, state.step))
        return true
    }

    /// β3: β2 is the rate of the differences.
    public func secondMomentDecay(at step: Int) -> Double? { beta3 }
}
