public import Settings
public import Tensors

/// StableAdamW (Wortsman and others 2023): AdamW whose step shrinks where v lags behind g².
///
/// β̂ = β(1 − βᵗ⁻¹)/(1 − βᵗ) for both rates, so that no bias is left to correct; m ← β̂1·m + (1 − β̂1)·g; v ← β̂2·v +
/// (1 − β̂2)·g². For each tensor RMS = √mean(g²/max(v, ε²)) and ηₜ = η/max(1, RMS); θ ← (1 − ηₜ·wd)·θ − ηₜ·m/(√v +
/// ε). Defaults, including β2 = 0.99, are those of the paper and kozistr's code. The state's `scalars` are 1/max(1,
/// RMS) of the last step, one for each tensor.
public struct StableAdamW: Optimizer {
    public static let name = "stableadamw"
    public static let summary = "AdamW with the update clipping of Adafactor, tensor by tensor."
    public static let settings: [Setting<StableAdamW>] = [
        Setting("lr", \.learningRate, in: .nonnegative, "The learning rate η."),
        Setting("beta1", \.beta1, in: .decay, "The decay rate β1 of the first moment, per step."),
        Setting("beta2", \.beta2, in: .decay, "The decay rate β2 of the second moment, per step."),
        Setting("eps", \.epsilon, in: .nonnegative, "The constant ε added to √v, outside the root."),
        Setting("weight_decay", \.weightDecay, in: .nonnegative, "Shrinks θ by ηₜ·wd."),
        Setting("maximize", \.maximizes, "Whether to maximize the loss instead of minimizing it."),
    ]

    public var learningRate = 1e-3
    /// The decay rate β1.
    public var beta1 = 0.9
    /// The decay rate β2.
    public var beta2 = 0.99
    /// The constant ε.
    public var epsilon = 1e-8
    /// The decoupled weight decay.
    public var weightDecay = 1e-2
    /// Whether the loss is maximized.
    public var maximizes = false

    public init() {}

    public var direction: Double { maximizes ? -1 : 1 }

    public func start<S: Scalar>(_ layout: ParameterLayout, in precision: S.Type) -> OptimizerState<S> {
        OptimizerState(layout, scalars: layout.slices.map { _ in 1 })
    }

    public func update<S: Scalar>(_ state: OptimizerState<S>, _ parameters: Vector<S>, gradient: Vector<S>) {
        state.step += 1
        for index in state.layout.slices.indices {
            let range = state.layout.slices[index].range
            let scale = 1 / max(1, advance(state, parameters, gradient: gradient, in: range))
            state.scalars[index] = scale
            let rate = learningRate * scale
            forEachBlock(in: range) { piece in
                if weightDecay != 0 { parameters[piece].scale(by: 1 - rate * weightDecay) }
                let denominator = state.block(1, piece.count)
                denominator.setRoot(of: state.second[piece], plus: epsilon)
                parameters[piece].subtract(rate, times: state.first[piece], over: denominator)
            }
        }
    }

    /// Updates the moments of one tensor and returns the RMS of g/√v.
    private func advance<S: Scalar>(
        _ state: OptimizerState<S>,
        _ parameters: Vector<S>,
        gradient: Vector<S>,
        in range: Range<Int>
    ) -> Double {
        let (weight1, weight2) = (weight(beta1, state.step), weight(beta2, state.step))
        var sum = 0.0
        forEachBlock(in: range) { piece in
            let (scratch, root) = (state.block(0, piece.count), state.block(1, piece.count))
            let slope = slope(gradient[piece], decay: 0, of: parameters[piece], in: scratch)
            let second = state.second[piece]
            state.first[piece].interpolate(to: slope, weight: weight1)
            second.decay(by: 1 - weight2, addingSquareOf: slope, times: weight2)
            root.copy(from: second)
            root.floor(at: epsilon * epsilon)
            root.setRoot(of: root, plus: 0)
            root.setQuotient(slope, root)
            sum += root.sumOfSquares
        }
        return (sum / Double(range.count)).squareRoot()
    }

    /// 1 − β̂ = (1 − β)/(1 − βᵗ).
    private func weight(_ beta: Double, _ step: Int) -> Double {
        1 - beta * biasCorrection(beta, step - 1) / biasCorrection(beta, step)
    }

    /// D = 1/(max(1, RMS)·(√v + ε)).
    public func preconditioner<S: Scalar>(_ state: OptimizerState<S>, into diagonal: Vector<Double>) -> Bool {
        diagonal.all.convert(from: state.second.all)
        diagonal.all.setRoot(of: diagonal.all, plus: epsilon)
        diagonal.all.reciprocal()
        for index in state.layout.slices.indices {
            diagonal[state.layout.slices[index].range].scale(by: state.scalars[index])
        }
        return true
    }

    /// Adam's factor, since with β̂1 the mean m is Adam's m̂.
    public func momentumFactor<S: Scalar>(_ state: OptimizerState<S>) -> Double { meanFactor(beta1, state.step) }

    /// v, which with β̂2 has no bias.
    public func correctedSecondMoment<S: Scalar>(_ state: OptimizerState<S>, into moment: Vector<Double>) -> Bool {
        moment.all.convert(from: state.second.all)
        return true
    }

    /// β̂2, which rises from 0 in the first step to β2.
    public func secondMomentDecay(at step: Int) -> Double? { 1 - weight(beta2, step) }
}
