public import Settings
public import Tensors

/// Adam (Kingma and Ba 2015) by PyTorch's rule, defaults and order of operations.
///
/// m ← β1·m + (1 − β1)·g; v ← β2·v + (1 − β2)·g²; m̂ = m/(1 − β1ᵗ); v̂ = v/(1 − β2ᵗ); θ ← θ − η·m̂/(√v̂ + ε).
/// Weight decay is coupled (added to g) or decoupled (θ ← (1 − η·wd)·θ); AMSGrad puts the largest v so far in v's place.
///
/// `v_floor` bounds v̂, not v, from below. Bai and others (2025) bound v itself; the two differ by the bias correction,
/// hence not in a late step.
public struct Adam: AdamRule {
    public static let name = "adam"
    public static let summary = "Adam, with AMSGrad and decoupled weight decay as settings."
    public static let settings: [Setting<Adam>] =
        rates + decay + decoupling
        + [Setting("amsgrad", \.isAMSGrad, "Whether the largest v so far takes v's place in the denominator.")]
        + maximizing + interventions + correction

    public var shared = AdamSettings()
    public var isAMSGrad = false
    public var largest: LargestMoment? { isAMSGrad ? .beforeCorrection : nil }

    public init() {}
}

/// The rule of Adam, shared by units that differ only in their defaults.
public protocol AdamRule: AdamFamily {
    /// The quantity whose maximum replaces v; nil to use v itself.
    var largest: LargestMoment? { get }
}

extension AdamRule {
    public func update<S: Scalar>(_ state: OptimizerState<S>, _ parameters: Vector<S>, gradient: Vector<S>) {
        let movesSecond = begin(state)
        advance(state, parameters, gradient: gradient, in: 0..<parameters.count, movesSecond: movesSecond)
    }

    /// The part of a step, already counted, that concerns the elements of `part`.
    func advance<S: Scalar>(
        _ state: OptimizerState<S>,
        _ parameters: Vector<S>,
        gradient: Vector<S>,
        in part: Range<Int>,
        movesSecond: Bool
    ) {
        let stepSize = learningRate / firstCorrection(state)
        forEachPiece(of: state, parameters, gradient: gradient, in: part) { piece in
            piece.first.interpolate(to: piece.slope, weight: 1 - shared.beta1)
            if movesSecond {
                piece.second.decay(by: shared.beta2, addingSquareOf: piece.slope, times: 1 - shared.beta2)
            }
            setDenominator(piece, state)
            piece.parameters.subtract(stepSize, times: piece.first, over: piece.denominator)
        }
    }

    /// Sets the denominator of a block, and updates the maximum where one replaces v.
    private func setDenominator<S: Scalar>(_ piece: AdamPiece<S>, _ state: OptimizerState<S>) {
        let correction = secondCorrection(state)
        switch largest {
        case nil: setDenominator(piece.denominator, of: piece.second, correction: correction)
        case .beforeCorrection:
            let moment = state.extra[0][piece.range]
            moment.setMaximum(moment, piece.second)
            setDenominator(piece.denominator, of: moment, correction: correction)
        case .afterCorrection:
            let moment = state.extra[0][piece.range]
            piece.denominator.copy(from: piece.second)
            piece.denominator.divide(by: correction)
            moment.setMaximum(moment, piece.denominator)
            setDenominator(piece.denominator, of: moment, correction: 1)
        }
    }

    /// D = 1/(√v̂ + ε).
    ///
    /// For AMSGrad v̂ comes from the maximum.
    public func preconditioner<S: Scalar>(_ state: OptimizerState<S>, into diagonal: Vector<Double>) -> Bool {
        setDiagonal(
            diagonal,
            of: largest == nil ? state.second : state.extra[0],
            correction: largest == .afterCorrection ? 1 : secondCorrection(state)
        )
        return true
    }
}
