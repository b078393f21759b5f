public import Settings
public import Tensors

/// ADOPT (Taniguchi and others 2024): Adam that divides by the previous second moment, before the mean is taken.
///
/// The first gradient only sets v = g². Afterwards, with t the number of steps before this one, n = g/max(√v, ε),
/// clipped to ±t^¼; m ← β1·m + (1 − β1)·n; θ ← θ − η·m; then v ← β2·v + (1 − β2)·g². No bias is corrected. Weight
/// decay is coupled unless decoupled, as in the authors' code, whose defaults these are. The state's `extra[0]` is
/// the divisor max(√v, ε, |g|/t^¼) of the last step.
public struct ADOPT: Optimizer {
    public static let name = "adopt"
    public static let summary = "Adam that divides by the previous second moment, before the mean is taken."
    public static let settings: [Setting<ADOPT>] = [
        Setting("lr", \.learningRate, in: .nonnegative, "The learning rate η."),
        Setting("beta1", \.beta1, in: .decay, "The decay rate β1 of the first moment, per step."),
        Setting("beta2", \.beta2, in: .decay, "The decay rate β2 of the second moment, per step."),
        Setting("eps", \.epsilon, in: .nonnegative, "The least divisor ε."),
        Setting(
            "weight_decay",
            \.weightDecay,
            in: .nonnegative,
            "A multiple of θ added to the gradient, or decoupled."
        ),
        Setting(
            "decoupled_weight_decay",
            \.decouplesWeightDecay,
            "Whether weight decay shrinks θ by η·wd instead of entering the gradient."
        ),
        Setting("clip", \.clips, "Whether the divided gradient is clipped to ±t^¼."),
        Setting("maximize", \.maximizes, "Whether to maximize the loss instead of minimizing it."),
    ]

    public var learningRate = 1e-3
    /// The decay rate β1.
    public var beta1 = 0.9
    /// The decay rate β2.
    public var beta2 = 0.9999
    /// The minimal divisor.
    public var epsilon = 1e-6
    /// The weight decay.
    public var weightDecay = 0.0
    /// Whether weight decay leaves the gradient alone.
    public var decouplesWeightDecay = false
    /// Whether the divided gradient is clipped.
    public var clips = true
    /// Whether the loss is maximized.
    public var maximizes = false

    public init() {}

    public var direction: Double { maximizes ? -1 : 1 }

    public func start<S: Scalar>(_ layout: ParameterLayout, in precision: S.Type) -> OptimizerState<S> {
        OptimizerState(layout, extra: [layout.count])
    }

    public func update<S: Scalar>(_ state: OptimizerState<S>, _ parameters: Vector<S>, gradient: Vector<S>) {
        let isFirst = state.step == 0
        let bound = power(Double(state.step), 0.25)
        state.step += 1
        let coupled = decouplesWeightDecay ? 0 : weightDecay
        let decoupled = decouplesWeightDecay ? learningRate * weightDecay : 0
        forEachBlock(of: parameters.count) { range in
            let (theta, first, second) = (parameters[range], state.first[range], state.second[range])
            let slope = slope(gradient[range], decay: coupled, of: theta, in: state.block(0, range.count))
            if decoupled != 0 { theta.scale(by: 1 - decoupled) }
            if isFirst {
                second.setProduct(slope, slope)
                return
            }
            let (divisor, quotient) = (state.extra[0][range], state.block(1, range.count))
            divisor.setRoot(of: second, plus: 0)
            divisor.floor(at: epsilon)
            if clips {
                // Clipping the quotient to ±b is the same as dividing by at least |g|/b.
                quotient.setMagnitude(of: slope)
                quotient.divide(by: bound)
                divisor.setMaximum(divisor, quotient)
            }
            quotient.setQuotient(slope, divisor)
            first.interpolate(to: quotient, weight: 1 - beta1)
            theta.add(first, times: -learningRate)
            second.decay(by: beta2, addingSquareOf: slope, times: 1 - beta2)
        }
    }

    /// D = 1/max(√v, ε, |g|/t^¼) with v before the step; 0 in the first step, which does not move the parameters.
    public func preconditioner<S: Scalar>(_ state: OptimizerState<S>, into diagonal: Vector<Double>) -> Bool {
        if state.step < 2 {
            diagonal.all.fill(0)
        } else {
            diagonal.all.convert(from: state.extra[0].all)
            diagonal.all.reciprocal()
        }
        return true
    }

    /// (1 − β1)/(1 + β1): with D fixed, m ← β1·m + (1 − β1)·aθ and θ ← θ − ηm are stable (Jury) while ηa(1 − β1) < 2(1 + β1).
    public func momentumFactor<S: Scalar>(_ state: OptimizerState<S>) -> Double { (1 - beta1) / (1 + beta1) }

    /// v, whose first value is g² itself, so that it has no bias.
    public func correctedSecondMoment<S: Scalar>(_ state: OptimizerState<S>, into moment: Vector<Double>) -> Bool {
        moment.all.convert(from: state.second.all)
        return true
    }

    public func secondMomentDecay(at step: Int) -> Double? { beta2 }
}
