public import Settings
public import Tensors

/// LCMAdam (Sun and others 2024, Algorithms 17(5), 185): Adam with a cyclic rate and a curvature-controlled gradient.
///
/// The printed algorithm and the released code disagree, so there are two readings.
///
/// `released` is what the code does: m, v as in Adam; ηₜ = max(min, initial − (initial − min)·(t mod 1.1)/1.1 − change);
/// θ ← θ − (ηₜ/(1 − β1ᵗ))·m̂/(√v̂ + ε), which corrects the bias of m twice. The code also computes the controlled gradient and
/// the weight decay, but after the moments, where nothing uses them.
///
/// `text` lets the controlled gradient matter, as the text says: u = G·g/|G·g| for each tensor, G = min(|v′ − m′²|, 1), enters
/// m and v in place of g; m′, v′ are Adam's uncorrected moments of g itself, with the gradient at hand. (Moments of u
/// would do nothing at the first step, where they are zero.) The bias of m is corrected once. Whether the authors mean
/// corrected moments in G cannot be told from what is published.
///
/// The rates of the cycle are multiples of `lr`, so that schedules and sweeps scale them together; the multiples are those
/// of the released defaults. The state's `extra` are m′, v′ and G/|G·g|.
public struct LCMAdam: Optimizer {
    public static let name = "lcmadam"
    public static let summary = "Adam with a cyclic rate and, as its text reads, a curvature-controlled gradient."
    /// The two readings of the algorithm.
    public enum Reading: String, Sendable, CaseIterable {
        /// What the released code does.
        case released
        /// What the text says.
        case text
    }

    public static let settings: [Setting<LCMAdam>] = [
        Setting(
            "lr",
            \.learningRate,
            in: .nonnegative,
            "The learning rate η, of which the cycle's rates are multiples."
        ),
        Setting("initial", \.initial, in: .nonnegative, "The cycle's highest rate, a multiple of lr."),
        Setting("min", \.least, in: .nonnegative, "The cycle's lowest rate, a multiple of lr."),
        Setting("max_change", \.change, in: .nonnegative, "What is taken off the cycle's rate, a multiple of lr."),
        Setting("beta1", \.beta1, in: .decay, "The decay rate β1 of the first moment, per step."),
        Setting("beta2", \.beta2, in: .decay, "The decay rate β2 of the second moment, per step."),
        Setting("eps", \.epsilon, in: .nonnegative, "The constant ε added to √v̂, outside the root."),
        Setting(
            "weight_decay",
            \.weightDecay,
            in: .nonnegative,
            "A multiple of θ added to the gradient; only as text reads."
        ),
        Setting("reading", \.reading, "Whether to do what the code does or what the text says."),
        Setting("maximize", \.maximizes, "Whether to maximize the loss instead of minimizing it."),
    ]

    public var learningRate = 1e-3
    /// The cycle's highest rate over η.
    public var initial = 5.0
    /// The cycle's lowest rate over η.
    public var least = 1.0
    /// The amount subtracted from the cycle's rate, over η.
    public var change = 1.0
    /// The decay rate β1.
    public var beta1 = 0.9
    /// The decay rate β2.
    public var beta2 = 0.999
    /// The constant ε.
    public var epsilon = 1e-8
    /// The coupled weight decay of the text's reading.
    public var weightDecay = 0.0
    /// The reading of the algorithm.
    public var reading = Reading.released
    /// Whether the loss is maximized.
    public var maximizes = false

    public init() {}

    public var direction: Double { maximizes ? -1 : 1 }

    private var isText: Bool { reading == .text }

    public func validate() throws {
        guard weightDecay == 0 || isText else {
            throw SettingFault(
                .conflict,
                at: ["weight_decay"],
                "the released code adds weight decay to a gradient that it no longer uses",
                help: "set reading: text, or leave weight_decay at 0"
            )
        }
    }

    public func start<S: Scalar>(_ layout: ParameterLayout, in precision: S.Type) -> OptimizerState<S> {
        OptimizerState(layout, extra: [layout.count, layout.count, layout.count])
    }

    public func update<S: Scalar>(_ state: OptimizerState<S>, _ parameters: Vector<S>, gradient: Vector<S>) {
        state.step += 1
        if isText {
            for index in state.layout.slices.indices {
                control(state, parameters, gradient: gradient, in: state.layout.slices[index].range)
            }
        }
        let stepSize = learningRate * gain(state.step)
        let root = biasCorrection(beta2, state.step).squareRoot()
        forEachBlock(of: parameters.count) { range in
            let (theta, first, second) = (parameters[range], state.first[range], state.second[range])
            let denominator = state.block(1, range.count)
            let decay = isText ? weightDecay : 0
            var slope = slope(gradient[range], decay: decay, of: theta, in: state.block(0, range.count))
            if isText {
                let controlled = state.block(2, range.count)
                controlled.setProduct(slope, state.extra[2][range])
                slope = controlled
            }
            first.decay(by: beta1, adding: slope, times: 1 - beta1)
            second.decay(by: beta2, addingSquareOf: slope, times: 1 - beta2)
            denominator.setRoot(of: second, over: root, plus: epsilon)
            theta.subtract(stepSize / biasCorrection(beta1, state.step), times: first, over: denominator)
        }
    }

    /// Updates the moments of the gradient itself and writes G/|G·g|, which is zero for a tensor with zero gradient.
    private func control<S: Scalar>(
        _ state: OptimizerState<S>,
        _ parameters: Vector<S>,
        gradient: Vector<S>,
        in part: Range<Int>
    ) {
        var square = 0.0
        forEachBlock(in: part) { range in
            let (mean, spread, control) = (state.extra[0][range], state.extra[1][range], state.extra[2][range])
            let product = state.block(1, range.count)
            let slope = slope(
                gradient[range],
                decay: weightDecay,
                of: parameters[range],
                in: state.block(0, range.count)
            )
            mean.decay(by: beta1, adding: slope, times: 1 - beta1)
            spread.decay(by: beta2, addingSquareOf: slope, times: 1 - beta2)
            control.copy(from: spread)
            control.addProduct(mean, mean, times: -1)
            control.setMagnitude(of: control)
            control.clamp(0, 1)
            product.setProduct(slope, control)
            square += product.sumOfSquares
        }
        state.extra[2][part].scale(by: square > 0 ? 1 / square.squareRoot() : 0)
    }

    /// The rate of a step over η, including the released code's second bias correction.
    private func gain(_ step: Int) -> Double {
        let period = 1.1
        let phase = Double(step).truncatingRemainder(dividingBy: period) / period
        let rate = max(least, initial - (initial - least) * phase - change)
        return isText ? rate : rate / biasCorrection(beta1, step)
    }

    /// D = ηₜ/(η·(√v̂ + ε)), divided by 1 − β1ᵗ as released, or times G/|G·g| as in the text.
    public func preconditioner<S: Scalar>(_ state: OptimizerState<S>, into diagonal: Vector<Double>) -> Bool {
        let root = biasCorrection(beta2, state.step).squareRoot()
        forEachBlock(of: diagonal.count) { range in
            let quotient = state.block(0, range.count)
            quotient.setRoot(of: state.second[range], over: root, plus: epsilon)
            quotient.reciprocal()
            if isText { quotient.multiply(by: state.extra[2][range]) }
            diagonal[range].convert(from: quotient)
        }
        diagonal.all.scale(by: gain(state.step))
        return true
    }

    /// Adam's factor, since every difference from it is part of D: the recursion of m and θ is Adam's with another
    /// rate.
    public func momentumFactor<S: Scalar>(_ state: OptimizerState<S>) -> Double { meanFactor(beta1, state.step) }

    /// v̂ = v/(1 − β2ᵗ).
    public func correctedSecondMoment<S: Scalar>(_ state: OptimizerState<S>, into moment: Vector<Double>) -> Bool {
        moment.all.convert(from: state.second.all)
        moment.all.divide(by: biasCorrection(beta2, state.step))
        return true
    }

    public func secondMomentDecay(at step: Int) -> Double? { beta2 }
}
