public import Settings
public import Tensors

/// SPAM (Huang and others 2025): Adam whose moments are reset regularly, and whose gradient is clipped by v.
///
/// Where g² > Θ·v, with v before the step, g becomes sign(g)·√(Θ·v); this begins `clip_after` steps after the start
/// and after each reset. The step is Adam's, −η·s·m̂/(√v̂ + ε/√(1 − β2ᵗ)), then θ ← (1 − η·wd)·θ. In every step whose
/// number is a multiple of `interval`, m and v are first set to zero. The factor s then rises from 0.01 to 1 along a
/// cosine in `warmup` steps. The defaults are the paper's; a warm-up of 50 is the default of kozistr's port.
///
/// The step count of the bias corrections restarts with the moments, unless `restart_count` is false, as in kozistr's
/// port. A coordinate without any gradient before clipping begins has v = 0, and stays clipped to zero until the next
/// reset. The updates are dense, as with the paper's density 1. The state's `extra[0]` is the share of the gradient
/// that clipping leaves. `scalars` are the number of steps for the bias correction, the number since the last reset,
/// and s.
public struct SPAM: Optimizer {
    public static let name = "spam"
    public static let summary = "Adam with spike-aware clipping and moments that begin anew every so often."
    public static let settings: [Setting<SPAM>] = [
        Setting("lr", \.learningRate, in: .nonnegative, "The learning rate η."),
        Setting("beta1", \.beta1, in: .decay, "The decay rate β1 of the first moment, per step."),
        Setting("beta2", \.beta2, in: .decay, "The decay rate β2 of the second moment, per step."),
        Setting("eps", \.epsilon, in: .nonnegative, "The constant ε added to the root of the uncorrected v."),
        Setting(
            "threshold",
            \.threshold,
            in: .nonnegative,
            "The largest g²/v, Θ, that is not clipped; 0 clips nothing."
        ),
        Setting(
            "interval",
            \.interval,
            in: 0...1_000_000_000,
            "The steps from one reset of the moments to the next; 0 for none."
        ),
        Setting("warmup", \.warmup, in: 0...1_000_000_000, "The steps in which the rate recovers after a reset."),
        Setting(
            "clip_after",
            \.patience,
            in: 0...1_000_000_000,
            "The steps after a reset in which nothing is clipped."
        ),
        Setting("restart_count", \.restartsCount, "Whether a reset also begins the bias corrections anew."),
        Setting("weight_decay", \.weightDecay, in: .nonnegative, "Shrinks θ by η·wd after the step."),
        Setting("maximize", \.maximizes, "Whether to maximize the loss instead of minimizing it."),
    ]

    public var learningRate = 1e-3
    /// The decay rate β1.
    public var beta1 = 0.9
    /// The decay rate β2.
    public var beta2 = 0.999
    /// The constant ε.
    public var epsilon = 1e-6
    /// The largest g²/v that is not clipped.
    public var threshold = 5_000.0
    /// The number of steps between resets.
    public var interval = 500
    /// The number of steps in which the rate recovers.
    public var warmup = 150
    /// The number of steps after a reset without clipping.
    public var patience = 20
    /// Whether a reset restarts the bias corrections.
    public var restartsCount = true
    /// The decoupled weight decay.
    public var weightDecay = 0.0
    /// Whether the loss is maximized.
    public var maximizes = false

    public init() {}

    public var direction: Double { maximizes ? -1 : 1 }

    public func start<S: Scalar>(_ layout: ParameterLayout, in precision: S.Type) -> OptimizerState<S> {
        OptimizerState(layout, extra: [layout.count], scalars: [0, -1, 1])
    }

    public func update<S: Scalar>(_ state: OptimizerState<S>, _ parameters: Vector<S>, gradient: Vector<S>) {
        begin(state)
        let clips =
            threshold > 0 && (interval > 0 ? state.step % interval : state.step) >= patience && state.step >= patience
        let stepSize = learningRate * gain(state)
        forEachBlock(of: parameters.count) { range in
            let (theta, first, second) = (parameters[range], state.first[range], state.second[range])
            let (share, denominator) = (state.extra[0][range], state.block(1, range.count))
            var slope = slope(gradient[range], decay: 0, of: theta, in: state.block(0, range.count))
            if clips {
                let clipped = state.block(2, range.count)
                setShare(share, of: slope, second, state.block(3, range.count))
                clipped.setProduct(slope, share)
                slope = clipped
            } else {
                share.fill(1)
            }
            first.interpolate(to: slope, weight: 1 - beta1)
            second.decay(by: beta2, addingSquareOf: slope, times: 1 - beta2)
            denominator.setRoot(of: second, plus: epsilon)
            theta.subtract(stepSize / biasCorrection(beta1, Int(state.scalars[0])), times: first, over: denominator)
            if weightDecay != 0 { theta.scale(by: 1 - learningRate * weightDecay) }
        }
    }

    /// Counts the step, and resets the moments when that is due.
    private func begin<S: Scalar>(_ state: OptimizerState<S>) {
        state.step += 1
        state.scalars[0] += 1
        if state.scalars[1] >= 0 { state.scalars[1] += 1 }
        if interval > 0 && state.step % interval == 0 {
            state.first.all.fill(0)
            state.second.all.fill(0)
            state.scalars[1] = 0
            if restartsCount { state.scalars[0] = 1 }
        }
        let since = state.scalars[1]
        let isWarm = since < 0 || since >= Double(warmup)
        // The cosine falls from 0.99 to 0 over warmup + 1 steps; its first step is skipped.
        state.scalars[2] = isWarm ? 1 : 1 - 0.99 * (1 + cosine(.pi * (since + 1) / Double(warmup + 1))) / 2
    }

    /// √(Θ·v) divided by the larger of itself and |g|: exactly 1 where nothing is clipped.
    private func setShare<S: Scalar>(_ share: Block<S>, of slope: Block<S>, _ second: Block<S>, _ size: Block<S>) {
        share.copy(from: second)
        share.scale(by: threshold)
        share.setRoot(of: share, plus: 0)
        size.setMagnitude(of: slope)
        size.setMaximum(size, share)
        // 0/0 is defined as 0.
        size.floor(at: Double(S.leastNormalMagnitude))
        share.divide(by: size)
    }

    /// s·√(1 − β2ᵗ).
    private func gain<S: Scalar>(_ state: OptimizerState<S>) -> Double {
        state.scalars[2] * biasCorrection(beta2, Int(state.scalars[0])).squareRoot()
    }

    /// D = s·√(1 − β2ᵗ)/(√v + ε), times the share of the gradient that clipping leaves.
    public func preconditioner<S: Scalar>(_ state: OptimizerState<S>, into diagonal: Vector<Double>) -> Bool {
        forEachBlock(of: diagonal.count) { range in
            let quotient = state.block(0, range.count)
            quotient.setRoot(of: state.second[range], plus: epsilon)
            quotient.setQuotient(state.extra[0][range], quotient)
            diagonal[range].convert(from: quotient)
        }
        diagonal.all.scale(by: gain(state))
        return true
    }

    /// Adam's factor with the number of steps for the bias correction: between resets the recursion is Adam's, with s
    /// in D.
    public func momentumFactor<S: Scalar>(_ state: OptimizerState<S>) -> Double {
        meanFactor(beta1, Int(state.scalars[0]))
    }

    /// v̂ = v/(1 − β2ᵗ), with t since the last reset.
    public func correctedSecondMoment<S: Scalar>(_ state: OptimizerState<S>, into moment: Vector<Double>) -> Bool {
        moment.all.convert(from: state.second.all)
        moment.all.divide(by: biasCorrection(beta2, Int(state.scalars[0])))
        return true
    }

    /// β2; 0 in a step that begins with a reset.
    public func secondMomentDecay(at step: Int) -> Double? { interval > 0 && step % interval == 0 ? 0 : beta2 }
}
