public import Settings
public import Tensors

/// RAdam (Liu and others 2020) by PyTorch's rule and defaults: ``Adam`` whose step is rectified while v is young.
///
/// ρ∞ = 2/(1 − β2) − 1; ρₜ = ρ∞ − 2tβ2ᵗ/(1 − β2ᵗ). While ρₜ ≤ 5 the step is −η·m̂, afterwards −η·r·m̂·√(1 − β2ᵗ)/(√v
/// + ε) with r = √((ρₜ − 4)(ρₜ − 2)ρ∞/((ρ∞ − 4)(ρ∞ − 2)ρₜ)). As in PyTorch, ε is added to the root of the uncorrected
/// v; with ε inside the root it is √(v + ε). `v_floor` bounds v̂ = v/(1 − β2ᵗ).
public struct RAdam: AdamFamily {
    public static let name = "radam"
    public static let summary = "Adam whose step is rectified while its second moment is young."
    public static let settings: [Setting<RAdam>] = rates + decay + decoupling + maximizing + interventions

    public var shared = AdamSettings()

    public init() {}

    public func update<S: Scalar>(_ state: OptimizerState<S>, _ parameters: Vector<S>, gradient: Vector<S>) {
        let movesSecond = begin(state)
        let stepSize = learningRate / biasCorrection(shared.beta1, state.step)
        let rectification = rectification(state)
        let raw = raw(state)
        forEachPiece(of: state, parameters, gradient: gradient, in: 0..<parameters.count) { piece in
            piece.first.interpolate(to: piece.slope, weight: 1 - shared.beta1)
            if movesSecond {
                piece.second.decay(by: shared.beta2, addingSquareOf: piece.slope, times: 1 - shared.beta2)
            }
            if let rectification {
                raw.setDenominator(piece.denominator, of: piece.second, correction: 1)
                piece.parameters.subtract(stepSize * rectification, times: piece.first, over: piece.denominator)
            } else {
                piece.parameters.add(piece.first, times: -stepSize)
            }
        }
    }

    /// r·√(1 − β2ᵗ), with t the number of updates of v; nil while ρₜ ≤ 5.
    private func rectification<S: Scalar>(_ state: OptimizerState<S>) -> Double? {
        let steps = secondSteps(state)
        let correction = biasCorrection(shared.beta2, steps)
        let last = 2 / (1 - shared.beta2) - 1
        let length = last - 2 * Double(steps) * power(shared.beta2, Double(steps)) / correction
        guard length > 5 else { return nil }
        let share = (length - 4) * (length - 2) * last / ((last - 4) * (last - 2) * length)
        return share.squareRoot() * correction.squareRoot()
    }

    /// This optimizer for denominators of v itself, with the lower limit converted from v̂ to v.
    private func raw<S: Scalar>(_ state: OptimizerState<S>) -> RAdam {
        var raw = self
        raw.shared.floor *= biasCorrection(shared.beta2, secondSteps(state))
        return raw
    }

    /// D = r·√(1 − β2ᵗ)/(√v + ε), or 1 while ρₜ ≤ 5.
    public func preconditioner<S: Scalar>(_ state: OptimizerState<S>, into diagonal: Vector<Double>) -> Bool {
        guard let rectification = rectification(state) else {
            diagonal.all.fill(1)
            return true
        }
        raw(state).setDiagonal(diagonal, of: state.second, correction: 1)
        diagonal.all.scale(by: rectification)
        return true
    }
}
