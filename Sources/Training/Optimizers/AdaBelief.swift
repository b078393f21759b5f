public import Settings
public import Tensors

/// AdaBelief (Zhuang and others 2020): ``Adam`` with the deviation of the gradient from its mean in the second
/// moment.
///
/// m as in Adam; v ← β2·v + (1 − β2)·(g − m)² + ε; θ ← θ − η·m̂/(√v̂ + ε). As in the authors' code, ε enters twice,
/// in every update of v and beside the root, and weight decay is decoupled by default; there is no rectification.
public struct AdaBelief: AdamFamily {
    public static let name = "adabelief"
    public static let summary = "Adam whose second moment is the variance of the gradient about its mean."
    public static let settings: [Setting<AdaBelief>] =
        rates + decay + decoupling + maximizing + interventions + correction

    public var shared = AdamSettings(epsilon: 1e-16)

    public init() { shared.decouplesWeightDecay = true }

    public func update<S: Scalar>(_ state: OptimizerState<S>, _ parameters: Vector<S>, gradient: Vector<S>) {
        let movesSecond = begin(state)
        let stepSize = learningRate / biasCorrection(shared.beta1, state.step)
        let correction = secondCorrection(state)
        forEachPiece(of: state, parameters, gradient: gradient, in: 0..<parameters.count) { piece in
            piece.first.interpolate(to: piece.slope, weight: 1 - shared.beta1)
            if movesSecond {
                let weight = 1 - shared.beta2
                piece.second.decay(by: shared.beta2, addingSquareOf: piece.slope, minus: piece.first, times: weight)
                piece.second.add(shared.epsilon)
            }
            setDenominator(piece.denominator, of: piece.second, correction: correction)
            piece.parameters.subtract(stepSize, times: piece.first, over: piece.denominator)
        }
    }

    /// D = 1/(√v̂ + ε).
    public func preconditioner<S: Scalar>(_ state: OptimizerState<S>, into diagonal: Vector<Double>) -> Bool {
        setDiagonal(diagonal, of: state.second, correction: secondCorrection(state))
        return true
    }
}
