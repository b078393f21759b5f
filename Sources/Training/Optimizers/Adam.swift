#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Adam (Kingma and Ba 2015) by PyTorch's rule, defaults and order of operations.
///
/// m ← β1·m + (1 − β1)·g; v ← β2·v + (1 − β2)·g²; m̂ = m/(1 − β1ᵗ); v̂ = v/(1 − β2ᵗ); θ ← θ − η·m̂/(√v̂ + ε).
/// Weight decay is coupled (added to g) or decoupled (θ ← (1 − η·wd)·θ); AMSGrad puts the largest v so far in v's place.
public struct Adam: Optimizer {
    public static let name = "adam"
    public static let summary = "Adam, with AMSGrad and decoupled weight decay as settings."
    public static let settings: [Setting<Adam>] = [
        Setting("lr", \.learningRate, in: .nonnegative, "The learning rate η."),
        Setting("beta1", \.beta1, in: .decay, "The decay rate β1 of the first moment, a step."),
        Setting("beta2", \.beta2, in: .decay, "The decay rate β2 of the second moment, a step."),
        Setting("eps", \.epsilon, in: .nonnegative, "The constant ε added to √v̂, outside the root."),
        Setting(
            "weight_decay",
            \.weightDecay,
            in: .nonnegative,
            "A multiple of θ added to the gradient, or decoupled."
        ),
        Setting(
            "decoupled_weight_decay",
            \.decouplesWeightDecay,
            "Whether weight decay shrinks θ by η·wd instead of entering the gradient (AdamW)."
        ),
        Setting("amsgrad", \.isAMSGrad, "Whether the largest v so far takes v's place in the denominator."),
        Setting("maximize", \.maximizes, "Whether to climb instead of to descend."),
    ]

    public var learningRate = 1e-3
    /// The decay rate β1.
    public var beta1 = 0.9
    /// The decay rate β2.
    public var beta2 = 0.999
    /// The constant ε.
    public var epsilon = 1e-8
    /// The weight decay.
    public var weightDecay = 0.0
    /// Whether weight decay leaves the gradient alone.
    public var decouplesWeightDecay = false
    /// Whether the largest v so far takes v's place.
    public var isAMSGrad = false
    /// Whether to climb.
    public var maximizes = false

    public init() {}

    public var direction: Double { maximizes ? -1 : 1 }

    public func update(_ state: inout OptimizerState, _ parameters: inout [Double], gradient: [Double]) {
        state.step += 1
        let stepSize = learningRate / (1 - pow(beta1, Double(state.step)))
        let secondRoot = (1 - pow(beta2, Double(state.step))).squareRoot()
        for i in parameters.indices {
            var slope = direction * gradient[i]
            if weightDecay != 0 {
                if decouplesWeightDecay {
                    parameters[i] *= 1 - learningRate * weightDecay
                } else {
                    slope += weightDecay * parameters[i]
                }
            }
            state.first[i] = Self.interpolated(state.first[i], slope, weight: 1 - beta1)
            state.second[i] = beta2 * state.second[i] + (1 - beta2) * slope * slope
            if isAMSGrad { state.largest[i] = max(state.largest[i], state.second[i]) }
            let denominator = (isAMSGrad ? state.largest[i] : state.second[i]).squareRoot() / secondRoot + epsilon
            parameters[i] -= stepSize * (state.first[i] / denominator)
        }
    }

    /// start + weight·(end − start), from the nearer end, so that a weight of 1 gives `end` exactly.
    private static func interpolated(_ start: Double, _ end: Double, weight: Double) -> Double {
        weight < 0.5 ? start + weight * (end - start) : end - (end - start) * (1 - weight)
    }

    /// D = 1/(√v̂ + ε), v̂ from the largest v so far for AMSGrad.
    public func preconditioner(_ state: OptimizerState, into diagonal: inout [Double]) {
        let secondRoot = (1 - pow(beta2, Double(state.step))).squareRoot()
        for i in diagonal.indices {
            let moment = isAMSGrad ? state.largest[i] : state.second[i]
            diagonal[i] = 1 / (moment.squareRoot() / secondRoot + epsilon)
        }
    }

    /// c = (1 − β1)/((1 + β1)(1 − β1ᵗ)), equation 7 of Bai and others (2025).
    public func momentumFactor(_ state: OptimizerState) -> Double {
        (1 - beta1) / (1 + beta1) / (1 - pow(beta1, Double(state.step)))
    }

    public func correctedSecondMoment(_ state: OptimizerState) -> [Double]? {
        let correction = 1 - pow(beta2, Double(state.step))
        return state.second.map { $0 / correction }
    }
}
