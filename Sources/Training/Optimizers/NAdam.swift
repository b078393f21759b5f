public import Settings
public import Tensors

/// NAdam (Dozat 2016) by PyTorch's rule and defaults: ``Adam`` with Nesterov's look-ahead and a momentum that grows.
///
/// μₜ = β1·(1 − ½·0.96^(tψ)); θ ← θ − η·((1 − μₜ)·g/(1 − Π_{i≤t} μᵢ) + μₜ₊₁·m/(1 − Π_{i≤t+1} μᵢ))/(√v̂ + ε), with m,
/// v as in Adam. The optimizer of the same name in optax has no growing momentum.
public struct NAdam: AdamFamily {
    public static let name = "nadam"
    public static let summary = "Adam with Nesterov's look ahead."
    public static let settings: [Setting<NAdam>] =
        rates + decay
        + [Setting("momentum_decay", \.momentumDecay, in: .nonnegative, "The rate ψ of the momentum's growth to β1.")]
        + decoupling + maximizing + interventions + correction

    public var shared = AdamSettings(learningRate: 2e-3)
    /// The rate ψ at which the momentum grows.
    public var momentumDecay = 4e-3

    public init() {}

    public func update<S: Scalar>(_ state: OptimizerState<S>, _ parameters: Vector<S>, gradient: Vector<S>) {
        let movesSecond = begin(state)
        let (momentum, next) = (momentum(state.step), momentum(state.step + 1))
        state.scalars[1] *= momentum
        let product = state.scalars[1]
        let gradientSize = learningRate * (1 - momentum) / (1 - product)
        let momentSize = learningRate * next / (1 - product * next)
        let correction = secondCorrection(state)
        forEachPiece(of: state, parameters, gradient: gradient, in: 0..<parameters.count) { piece in
            piece.first.interpolate(to: piece.slope, weight: 1 - shared.beta1)
            if movesSecond {
                piece.second.decay(by: shared.beta2, addingSquareOf: piece.slope, times: 1 - shared.beta2)
            }
            setDenominator(piece.denominator, of: piece.second, correction: correction)
            piece.parameters.subtract(gradientSize, times: piece.slope, over: piece.denominator)
            piece.parameters.subtract(momentSize, times: piece.first, over: piece.denominator)
        }
    }

    /// μₜ.
    private func momentum(_ step: Int) -> Double {
        shared.beta1 * (1 - 0.5 * power(0.96, Double(step) * momentumDecay))
    }

    /// D = 1/(√v̂ + ε).
    ///
    /// The momentum factor is that of Adam, by convention; the look-ahead makes the true one larger.
    public func preconditioner<S: Scalar>(_ state: OptimizerState<S>, into diagonal: Vector<Double>) -> Bool {
        setDiagonal(diagonal, of: state.second, correction: secondCorrection(state))
        return true
    }
}
