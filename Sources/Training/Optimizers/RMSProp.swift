public import Settings
public import Tensors

/// RMSProp (Tieleman and Hinton 2012) by PyTorch's rule and defaults.
///
/// v ← α·v + (1 − α)·g²; centered: ḡ ← α·ḡ + (1 − α)·g and v − ḡ² instead of v, bounded below by 0 against rounding;
/// θ ← θ − η·g/(√v + ε), or with momentum b ← μ·b + g/(√v + ε), θ ← θ − η·b. No bias is corrected. The first moment
/// of its state is b, or g without momentum; `extra[0]` is ḡ.
public struct RMSProp: Optimizer {
    public static let name = "rmsprop"
    public static let summary = "The gradient over the root of a mean of its squares."
    public static let settings: [Setting<RMSProp>] = [
        Setting("lr", \.learningRate, in: .nonnegative, "The learning rate η."),
        Setting("alpha", \.alpha, in: .decay, "The decay rate α of the second moment, per step."),
        Setting("eps", \.epsilon, in: .nonnegative, "The constant ε added to √v, outside the root."),
        Setting("weight_decay", \.weightDecay, in: .nonnegative, "A multiple of θ added to the gradient."),
        Setting("momentum", \.momentum, in: .decay, "The momentum μ of the divided gradient."),
        Setting("centered", \.isCentered, "Whether the square of the mean gradient is taken off v."),
        Setting("maximize", \.maximizes, "Whether to maximize the loss instead of minimizing it."),
    ]

    public var learningRate = 1e-2
    /// The decay rate α.
    public var alpha = 0.99
    /// The constant ε.
    public var epsilon = 1e-8
    /// The coupled weight decay.
    public var weightDecay = 0.0
    /// The momentum μ.
    public var momentum = 0.0
    /// Whether ḡ² is subtracted from v.
    public var isCentered = false
    /// Whether the loss is maximized.
    public var maximizes = false

    public init() {}

    public var direction: Double { maximizes ? -1 : 1 }

    public func start<S: Scalar>(_ layout: ParameterLayout, in precision: S.Type) -> OptimizerState<S> {
        OptimizerState(layout, extra: [layout.count])
    }

    public func update<S: Scalar>(_ state: OptimizerState<S>, _ parameters: Vector<S>, gradient: Vector<S>) {
        state.step += 1
        forEachBlock(of: parameters.count) { range in
            let (theta, buffer, second) = (parameters[range], state.first[range], state.second[range])
            let (scratch, denominator) = (state.block(0, range.count), state.block(1, range.count))
            let slope = slope(gradient[range], decay: weightDecay, of: theta, in: scratch)
            second.decay(by: alpha, addingSquareOf: slope, times: 1 - alpha)
            var root = second
            if isCentered {
                let mean = state.extra[0][range]
                mean.interpolate(to: slope, weight: 1 - alpha)
                center(denominator, second, mean)
                root = denominator
            }
            denominator.setRoot(of: root, plus: epsilon)
            if momentum > 0 {
                let quotient = state.block(2, range.count)
                quotient.setQuotient(slope, denominator)
                buffer.decay(by: momentum, adding: quotient, times: 1)
                theta.add(buffer, times: -learningRate)
            } else {
                buffer.copy(from: slope)
                theta.subtract(learningRate, times: slope, over: denominator)
            }
        }
    }

    /// v − ḡ², not below zero.
    private func center<S: Scalar>(_ variance: Block<S>, _ second: Block<S>, _ mean: Block<S>) {
        variance.copy(from: second)
        variance.addProduct(mean, mean, times: -1)
        variance.floor(at: 0)
    }

    /// D = 1/(√v + ε), with v − ḡ² instead of v when centered.
    public func preconditioner<S: Scalar>(_ state: OptimizerState<S>, into diagonal: Vector<Double>) -> Bool {
        forEachBlock(of: diagonal.count) { range in
            let root = state.block(0, range.count)
            root.copy(from: state.second[range])
            if isCentered { center(root, state.second[range], state.extra[0][range]) }
            diagonal[range].convert(from: root)
        }
        diagonal.all.setRoot(of: diagonal.all, plus: epsilon)
        diagonal.all.reciprocal()
        return true
    }

    /// 1/(1 + μ), as for heavy-ball momentum without dampening, since with D fixed the buffer is a sum of D·g.
    public func momentumFactor<S: Scalar>(_ state: OptimizerState<S>) -> Double { 1 / (1 + momentum) }

    /// v, which has no bias correction here.
    public func correctedSecondMoment<S: Scalar>(_ state: OptimizerState<S>, into moment: Vector<Double>) -> Bool {
        moment.all.convert(from: state.second.all)
        return true
    }

    public func secondMomentDecay(at step: Int) -> Double? { alpha }
}
